//! Four threads count under a mutex, and allocate, check and free. Nothing here is wrong: whatever is damaged, lost or
//! hangs comes from below. Built for wasm32-wasi as a library of scenarios: the host calls one of the exported
//! functions on the program's first thread, reads `progress` while it runs, and `evidence` when it has ended.
const std = @import("std");
const builtin = @import("builtin");
const options = @import("options.zig");

/// Where the patched std has it, says whether the first thread may block; elsewhere it is std's default.
pub const std_options: std.Options = if (@hasField(std.Options, "wasi_main_thread_wait"))
    .{ .wasi_main_thread_wait = options.first_thread_may_block }
else
    .{};

/// From Zig 0.16 on, a panic that prints needs std's allocator, which is refused: there a panic just traps.
pub const panic = if (!@hasDecl(std.Thread, "Mutex"))
    std.debug.no_panic
else if (@hasDecl(std.debug, "FullPanic"))
    std.debug.FullPanic(std.debug.defaultPanic)
else
    std.builtin.default_panic;

/// Zig 0.16 moved its mutex behind std.Io, which does not compile for this target; there a spin lock stands in.
const Mutex = if (@hasDecl(std.Thread, "Mutex")) std.Thread.Mutex else struct {
    taken: std.atomic.Value(bool) = .{ .raw = false },

    pub fn lock(self: *@This()) void {
        while (self.taken.swap(true, .acquire)) std.atomic.spinLoopHint();
    }
    pub fn unlock(self: *@This()) void {
        self.taken.store(false, .release);
    }
};

// misbuilt:region allocator
/// Memory for threads and for what they allocate.
const allocator = switch (options.allocator) {
    .std => std.heap.wasm_allocator,
    .wrapped => wrapped_allocator,
    .fixed => fixed_allocator,
};
// misbuilt:endregion allocator

// misbuilt:region wrapped
/// A lock around std's allocator, in the program rather than in std.
var wrapped = std.heap.ThreadSafeAllocator{ .child_allocator = std.heap.wasm_allocator };
const wrapped_allocator = wrapped.allocator();
// misbuilt:endregion wrapped

// misbuilt:region fixed
/// A buffer of the program's own and an allocator that only counts upwards in it, atomically: it never gives back.
var buffer: [8 << 20]u8 align(16) = undefined;
var fixed = std.heap.FixedBufferAllocator.init(&buffer);
const fixed_allocator = fixed.threadSafeAllocator();
// misbuilt:endregion fixed

const thread_count = 4;
const live_blocks = 64; // allocations that a thread holds at once

/// Words that the host reads, live; the linker exports the address.
export var progress: extern struct {
    /// Increments under the mutex, and how many there must be at the end.
    counter: u32 = 0,
    expected: u32 = 0,
    /// Blocks read back, and those in which another thread's words were found.
    checked: u32 = 0,
    damaged: u32 = 0,
    /// Threads that came to their end, and allocations that were refused.
    finished: u32 = 0,
    refused: u32 = 0,
    /// `hold` has the mutex.
    held: u32 = 0,
    /// Threads that had come to their end when the last of them was joined.
    joined: u32 = 0,
} = .{};

/// What the host looks at when a run has not gone well.
export var evidence: extern struct {
    doing: Doing = .other,
    /// The thread that is joined, counted from 1, and the address of the word that std's join waits for.
    joining: u32 = 0,
    word: u32 = 0,
    /// Blocks that two threads hold; of the first, its address and the marks of both.
    twice: u32 = 0,
    block: u32 = 0,
    mark: u32 = 0,
    other_mark: u32 = 0,
} = .{};
/// What the first thread is about to do.
const Doing = enum(u32) { other, joins, locks };

fn now(doing: Doing) void {
    @atomicStore(Doing, &evidence.doing, doing, .seq_cst);
}
fn joins() bool {
    return @atomicLoad(Doing, &evidence.doing, .seq_cst) == .joins;
}

/// Where a thread may put its first frame before std gives it a stack: 1 KiB for each worker of the host.
export var entry_stacks: [16][1024]u8 align(16) = undefined;

var mutex: Mutex = .{};

fn add(word: *u32, n: u32) void {
    _ = @atomicRmw(u32, word, .Add, n, .monotonic);
}

/// Counts without an atomic: only the mutex keeps it exact.
fn count(increments: u32) void {
    var i: u32 = 0;
    while (i < increments) : (i += 1) {
        mutex.lock();
        defer mutex.unlock();
        progress.counter += 1;
    }
}

/// Holds up to 64 blocks, fills each with a word that names its owner, and reads it back before it is freed.
fn churn(id: u32, rounds: u32) void {
    var blocks: [live_blocks]?[]u32 = undefined;
    for (&blocks) |*block| block.* = null;
    var random: u32 = 0x9E3779B9 *% (id + 1);
    var round: u32 = 0;
    while (round < rounds) : (round += 1) {
        random ^= random << 13;
        random ^= random >> 17;
        random ^= random << 5;
        const slot = random % live_blocks;
        const tag = (id << 24) | slot;
        if (blocks[slot]) |block| {
            for (block) |word| if (word != tag) {
                add(&progress.damaged, 1);
                break;
            };
            add(&progress.checked, 1);
            allocator.free(block);
            blocks[slot] = null;
        } else {
            const block = allocator.alloc(u32, 1 + (random >> 8) % 300) catch {
                add(&progress.refused, 1);
                continue;
            };
            for (block) |*word| word.* = tag;
            blocks[slot] = block;
        }
    }
    for (blocks) |held| if (held) |block| allocator.free(block);
}

// misbuilt:region gate
/// Shut while threads are being started: std as shipped never joins a thread that ended before its `spawn` returned.
const gate = struct {
    var is_open = std.atomic.Value(bool).init(false);

    /// The first thing that each thread does.
    fn wait() void {
        while (!is_open.load(.acquire)) std.atomic.spinLoopHint();
    }
    /// After the last `spawn` has returned, and before the first join.
    fn open() void {
        is_open.store(true, .release);
    }
};
// misbuilt:endregion gate

fn work(id: u32, increments: u32, rounds: u32) void {
    if (options.gate) gate.wait();
    count(increments);
    churn(id, rounds);
    add(&progress.finished, 1);
}

fn spawn(comptime body: anytype, args: anytype) ?std.Thread {
    return std.Thread.spawn(.{ .allocator = allocator, .stack_size = 64 * 1024 }, body, args) catch null;
}

/// Joins all threads, and says of how many there were none.
fn join(threads: []const ?std.Thread) u32 {
    var missing: u32 = 0;
    for (threads, 1..) |maybe, number| {
        const thread = maybe orelse {
            missing += 1;
            continue;
        };
        @atomicStore(u32, &evidence.joining, @intCast(number), .seq_cst);
        @atomicStore(u32, &evidence.word, @intFromPtr(&thread.impl.thread.tid), .seq_cst);
        now(.joins);
        thread.join();
        now(.other);
    }
    progress.joined = @atomicLoad(u32, &progress.finished, .seq_cst);
    return missing;
}

// misbuilt:region run
/// Starts the threads and joins them. 0: all were started.
export fn run(increments: u32, rounds: u32) u32 {
    progress.expected = thread_count * increments;
    var threads: [thread_count]?std.Thread = undefined;
    for (&threads, 1..) |*thread, id| thread.* = spawn(work, .{ @as(u32, @intCast(id)), increments, rounds });
    gate.open();
    return join(&threads);
}
// misbuilt:endregion run

/// Starts the threads and lets go of them; meanwhile the first thread does the same work itself.
export fn detach(increments: u32, rounds: u32) u32 {
    progress.expected = (thread_count + 1) * increments;
    var missing: u32 = 0;
    for (1..thread_count + 1) |id| if (spawn(work, .{ @as(u32, @intCast(id)), increments, rounds })) |thread| thread.detach() else {
        missing += 1;
    };
    gate.open();
    count(increments);
    churn(thread_count + 1, rounds);
    return missing;
}

// --- every block belongs to one thread -------------------------------------------------------------------------------
const most_claims = 1 << 18;
/// Which thread holds which blocks. Memory of the program's own, which no allocator can spoil.
var claims: [thread_count][most_claims]*u32 = undefined;
/// What is in use of the fixed buffer before blocks are taken.
var in_use: usize = 0;
/// How often threads have come to `meet`.
var met = std.atomic.Value(u32).init(0);

/// Waits until all threads have come here as often as this one.
fn meet(times: *u32) void {
    times.* += 1;
    _ = met.fetchAdd(1, .seq_cst);
    while (met.load(.seq_cst) < times.* * thread_count) nap();
}

/// Sleeps for a millisecond: a thread that spins here would take the core from one that is still busy.
fn nap() void {
    var word: u32 = 0;
    _ = asm volatile (
        \\ local.get %[ptr]
        \\ i32.const 0
        \\ i64.const 1000000
        \\ memory.atomic.wait32 0
        \\ local.set %[ret]
        : [ret] "=r" (-> u32),
        : [ptr] "r" (&word),
    );
}

/// The mark of a thread's block.
fn markOf(id: u32, number: usize) u32 {
    return id << 24 | @as(u32, @intCast(number));
}

/// Whether the thread whose mark this is holds this very block too.
fn holds(mark: u32, block: *u32, blocks: u32) bool {
    const id = mark >> 24;
    const number = mark & 0xFF_FFFF;
    return id >= 1 and id <= thread_count and number < blocks and claims[id - 1][number] == block;
}

/// Takes `blocks` blocks of one word, marks them, reads them back and gives them back, `times` over; those of the last time
/// are read when all threads hold theirs. Each block must have the mark that this thread gave it.
fn take(id: u32, blocks: u32, times: u32) void {
    gate.wait();
    // The fixed buffer gives nothing back. It is taken from by all at once, and all begin anew together.
    const together = options.allocator == .fixed;
    var meetings: u32 = 0;
    const mine = claims[id - 1][0..blocks];
    for (1..times + 1) |time| {
        if (together) meet(&meetings);
        for (mine, 0..) |*held, number| {
            held.* = allocator.create(u32) catch return add(&progress.refused, 1);
            held.*.* = markOf(id, number);
        }
        if (together or time == times) meet(&meetings);
        for (mine, 0..) |block, number| {
            const mark = @as(*volatile u32, block).*;
            if (mark == markOf(id, number)) continue;
            add(&progress.damaged, 1);
            const all_hold = together or time == times;
            if (all_hold and holds(mark, block, blocks)) found(block, markOf(id, number), mark);
        }
        add(&progress.checked, blocks);
        if (together) {
            meet(&meetings);
            if (id == 1) fixed.end_index = in_use;
        } else if (time < times) for (mine) |block| allocator.destroy(block);
    }
    add(&progress.finished, 1);
}

/// Two threads hold this block.
fn found(block: *u32, mark: u32, other_mark: u32) void {
    if (@atomicRmw(u32, &evidence.twice, .Add, 1, .seq_cst) > 0) return;
    evidence.block = @intFromPtr(block);
    evidence.mark = mark;
    evidence.other_mark = other_mark;
}

/// Four threads take blocks at the same time. A thread is busy for longer than the machine lets it run in one go.
export fn claim(blocks: u32, times: u32) u32 {
    var threads: [thread_count]?std.Thread = undefined;
    for (&threads, 1..) |*thread, id| thread.* = spawn(take, .{ @as(u32, @intCast(id)), blocks, times });
    if (options.allocator == .fixed) in_use = fixed.end_index;
    gate.open();
    return join(&threads);
}

// --- waiting ---------------------------------------------------------------------------------------------------------
fn spin(times: u32) void {
    var i: u32 = 0;
    while (i < times) : (i += 1) std.mem.doNotOptimizeAway(i);
}

fn hold(spins: u32) void {
    mutex.lock();
    defer mutex.unlock();
    @atomicStore(u32, &progress.held, 1, .seq_cst);
    while (@atomicLoad(Doing, &evidence.doing, .seq_cst) != .locks) std.atomic.spinLoopHint();
    spin(spins);
    progress.counter += 1;
    add(&progress.finished, 1);
}

/// Makes contention certain: another thread has the mutex and lets go only after the first thread has asked for it.
export fn contend(spins: u32) u32 {
    progress.expected = 2;
    const thread = spawn(hold, .{spins});
    if (thread != null) while (@atomicLoad(u32, &progress.held, .seq_cst) == 0) std.atomic.spinLoopHint();
    now(.locks);
    count(1);
    now(.other);
    return join(&.{thread});
}

fn outlast(spins: u32) void {
    while (!joins()) std.atomic.spinLoopHint();
    spin(spins);
    add(&progress.finished, 1);
}

/// Makes join wait: the thread ends only after the first thread has gone to join it.
export fn linger(spins: u32) u32 {
    return join(&.{spawn(outlast, .{spins})});
}
