//! Four threads count under a mutex, then allocate, check and free. Nothing here is wrong: whatever is counted as
//! damage, lost or hanging comes from below. Built for wasm32-wasi as a library of scenarios: the host calls one of
//! the exported functions on the program's first thread, and reads `progress` while it runs.
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
    .wrapped => wrapped.allocator(),
    .fixed => fixed.threadSafeAllocator(),
};
// misbuilt:endregion allocator

// misbuilt:region wrapped
/// A lock around std's allocator, in the program rather than in std.
var wrapped = std.heap.ThreadSafeAllocator{ .child_allocator = std.heap.wasm_allocator };
// misbuilt:endregion wrapped

// misbuilt:region fixed
/// A buffer of the program's own and an allocator that only counts upwards in it, atomically: it never gives back.
var buffer: [8 << 20]u8 align(16) = undefined;
var fixed = std.heap.FixedBufferAllocator.init(&buffer);
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
    /// `hold` has the mutex; the first thread is about to ask for it.
    held: u32 = 0,
    asking: u32 = 0,
} = .{};

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
/// Shut while threads are being started. A thread that ends before `spawn` returns is never joined in shipped std.
var gate = std.atomic.Value(bool).init(false);
// misbuilt:endregion gate

fn work(id: u32, increments: u32, rounds: u32) void {
    if (options.gate) while (!gate.load(.acquire)) std.atomic.spinLoopHint();
    count(increments);
    churn(id, rounds);
    add(&progress.finished, 1);
}

fn start(id: u32, increments: u32, rounds: u32) ?std.Thread {
    add(&progress.expected, increments);
    return std.Thread.spawn(
        .{ .allocator = allocator, .stack_size = 64 * 1024 },
        work,
        .{ id, increments, rounds },
    ) catch null;
}

/// Starts the threads and joins them. 0: all were started.
export fn run(increments: u32, rounds: u32) u32 {
    var threads: [thread_count]?std.Thread = undefined;
    for (&threads, 1..) |*thread, id| thread.* = start(@intCast(id), increments, rounds);
    gate.store(true, .release);
    var failed: u32 = 0;
    for (threads) |thread| if (thread) |t| t.join() else {
        failed += 1;
    };
    return failed;
}

/// Starts the threads and lets go of them; meanwhile the first thread does the same work itself.
export fn detach(increments: u32, rounds: u32) u32 {
    var failed: u32 = 0;
    for (1..thread_count + 1) |id| if (start(@intCast(id), increments, rounds)) |t| t.detach() else {
        failed += 1;
    };
    gate.store(true, .release);
    add(&progress.expected, increments);
    count(increments);
    churn(thread_count + 1, rounds);
    return failed;
}

fn hold(spins: u32) void {
    mutex.lock();
    defer mutex.unlock();
    @atomicStore(u32, &progress.held, 1, .release);
    while (@atomicLoad(u32, &progress.asking, .acquire) == 0) std.atomic.spinLoopHint();
    var i: u32 = 0;
    while (i < spins) : (i += 1) std.mem.doNotOptimizeAway(i);
    progress.counter += 1;
}

/// Makes contention certain: another thread takes the mutex and lets go only after the first thread has asked for it.
export fn contend(spins: u32) u32 {
    progress.expected = 2;
    const thread = std.Thread.spawn(.{ .allocator = allocator, .stack_size = 64 * 1024 }, hold, .{spins}) catch return 1;
    while (@atomicLoad(u32, &progress.held, .acquire) == 0) std.atomic.spinLoopHint();
    @atomicStore(u32, &progress.asking, 1, .release);
    count(1);
    thread.join();
    add(&progress.finished, 1);
    return 0;
}
