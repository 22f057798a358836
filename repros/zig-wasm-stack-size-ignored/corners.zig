//! The corners of std's WebAssembly threads that a program seldom meets by chance, each made certain. The exported
//! functions return 0 where they could run. Some memory is marked, a thread writes another mark on its own stack, and
//! `evidence` says where both are: the host looks whether they meet.
const std = @import("std");
const options = @import("options.zig");

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

/// A buffer of the program's own: one block follows another in it, and nothing depends on std's allocator.
var buffer: [8 << 20]u8 align(16) = undefined;
var fixed = std.heap.FixedBufferAllocator.init(&buffer);
const allocator = fixed.threadSafeAllocator();

export var progress: extern struct {
    counter: u32 = 0,
    expected: u32 = 0,
    checked: u32 = 0,
    damaged: u32 = 0,
    /// Threads that came to their end, and whether that was so when join returned.
    finished: u32 = 0,
    refused: u32 = 0,
    held: u32 = 0,
    joined: u32 = 0,
} = .{};
export var entry_stacks: [16][1024]u8 align(16) = undefined;

const Range = extern struct { at: u32 = 0, bytes: u32 = 0 };
/// What the host looks at when a run has ended, well or not.
export var evidence: extern struct {
    /// Memory that holds `mark`, and must still hold it.
    marked: [2]Range = .{ .{}, .{} },
    /// Where a thread wrote `other_mark`, on its own stack, and how much of it the thread could read back.
    written: Range = .{},
    read_back: u32 = 0,
} = .{};

const mark: u8 = 0xC5;
const other_mark: u8 = 0x55;

fn rangeOf(bytes: []const u8) Range {
    return .{ .at = @intFromPtr(bytes.ptr), .bytes = bytes.len };
}
// Volatile: the compiler must neither leave out a write nor remember what was written.
fn fill(bytes: []u8, value: u8) void {
    for (bytes) |*byte| @as(*volatile u8, byte).* = value;
}
/// Marks memory that nobody else may write to.
fn keep(index: usize, bytes: []u8) void {
    fill(bytes, mark);
    evidence.marked[index] = rangeOf(bytes);
}
/// What a thread does to its own stack.
fn writeOn(stack: []u8) void {
    evidence.written = rangeOf(stack);
    fill(stack, other_mark);
    var same: u32 = 0;
    for (stack) |*byte| {
        if (@as(*volatile u8, byte).* == other_mark) same += 1;
    }
    evidence.read_back = same;
}
/// Counts what is no longer as `keep` left it.
fn inspect(bytes: []u8) void {
    for (bytes) |*byte| {
        progress.checked += 1;
        if (@as(*volatile u8, byte).* != mark) progress.damaged += 1;
    }
}

var step = std.atomic.Value(u32).init(0);

fn reach(n: u32) void {
    step.store(n, .release);
}
fn await_(n: u32) void {
    while (step.load(.acquire) < n) std.atomic.spinLoopHint();
}
/// std counts a thread's memory wrong in a program that has no thread-local variable; this is one, unless it is not wanted.
threadlocal var local: u32 = 0;

fn finish() void {
    if (options.thread_local) @as(*volatile u32, &local).* = 1;
    _ = @atomicRmw(u32, &progress.finished, .Add, 1, .seq_cst);
}
fn join(thread: std.Thread) void {
    thread.join();
    progress.joined = @atomicLoad(u32, &progress.finished, .seq_cst);
}

// --- stack_size ------------------------------------------------------------------------------------------------------
// misbuilt:region stack-size
const asked = 1 << 20;
const used = 200 * 1024;

/// Uses 200 KiB of the 1 MiB of stack that the thread was given.
fn use() void {
    await_(1);
    var locals: [used]u8 = undefined;
    writeOn(&locals);
    finish();
}

/// The blocks below and above the thread's own must be as they were.
export fn deep() u32 {
    const below = allocator.alloc(u8, 256 * 1024) catch return 1;
    keep(0, below);
    const thread = std.Thread.spawn(.{ .allocator = allocator, .stack_size = asked }, use, .{}) catch return 2;
    const above = allocator.alloc(u8, 2 << 20) catch return 3;
    keep(1, above);
    reach(1);
    join(thread);
    inspect(below);
    inspect(above);
    return 0;
}
// misbuilt:endregion stack-size

// --- detach ----------------------------------------------------------------------------------------------------------
// misbuilt:region detached
/// An allocator whose free has 4 KiB of locals, as a free that checks or traces has.
const vtable = blk: {
    var table = fixed.threadSafeAllocator().vtable.*;
    table.free = free;
    break :blk table;
};
const roomy = std.mem.Allocator{ .ptr = &fixed, .vtable = &vtable };

fn free(context: *anyopaque, memory: []u8, alignment: Alignment, address: usize) void {
    var locals: [4096]u8 = undefined;
    writeOn(&locals);
    fixed.threadSafeAllocator().vtable.free(context, memory, alignment, address);
    reach(3);
}

fn end() void {
    await_(2);
    finish();
}

/// Lives on the first thread's stack while the other thread ends.
fn watch(joined: ?std.Thread) void {
    var locals: [16 * 1024]u8 = undefined;
    keep(0, &locals);
    reach(2);
    if (options.thread_local) if (joined) |thread| join(thread);
    await_(3);
    inspect(&locals);
}

/// The first thread's own locals must be as they were.
export fn leave() u32 {
    const thread = std.Thread.spawn(.{ .allocator = roomy, .stack_size = 64 * 1024 }, end, .{}) catch return 1;
    thread.detach();
    @call(.never_inline, watch, .{null});
    return 0;
}
// misbuilt:endregion detached

// misbuilt:region joined
/// The same with a thread that is joined: the first thread frees its memory, on its own stack. Not in a program without
/// thread-local variables: with this in it, the compiler keeps one of std's.
export fn stay() u32 {
    if (!options.thread_local) return 2;
    const thread = std.Thread.spawn(.{ .allocator = roomy, .stack_size = 64 * 1024 }, end, .{}) catch return 1;
    @call(.never_inline, watch, .{thread});
    return 0;
}
// misbuilt:endregion joined

// --- start -----------------------------------------------------------------------------------------------------------
// misbuilt:region enter
/// A thread that does nothing.
fn begin() void {
    await_(1);
    finish();
}

/// The outermost frame of the first thread: here its stack begins, and here it must stay as it was while a thread starts.
export fn enter() u32 {
    // Two, because a compiler may put its own values above or below.
    var first: [1024]u8 = undefined;
    var second: [1024]u8 = undefined;
    keep(0, &first);
    keep(1, &second);
    const thread = std.Thread.spawn(.{ .allocator = allocator, .stack_size = 64 * 1024 }, begin, .{}) catch return 1;
    reach(1);
    join(thread);
    inspect(&first);
    inspect(&second);
    return 0;
}
// misbuilt:endregion enter

/// Zig 0.14 gave alignments a type of their own.
const Alignment = if (@hasDecl(std.mem, "Alignment")) std.mem.Alignment else u8;
