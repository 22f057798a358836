//! The corners of std's WebAssembly threads that a program seldom meets by chance, each made certain. The exported
//! functions return 0 where they could run; what was overwritten is counted in `progress.damaged`.
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
    finished: u32 = 0,
    refused: u32 = 0,
} = .{};
export var entry_stacks: [16][1024]u8 align(16) = undefined;

const mark: u8 = 0xC5;
var step = std.atomic.Value(u32).init(0);

fn reach(n: u32) void {
    step.store(n, .release);
}
fn await_(n: u32) void {
    while (step.load(.acquire) < n) std.atomic.spinLoopHint();
}
fn inspect(bytes: []const u8) void {
    for (bytes) |*byte| {
        progress.checked += 1;
        // Volatile: the compiler must not remember what it wrote itself.
        if (@as(*const volatile u8, byte).* != mark) progress.damaged += 1;
    }
}

// --- stack_size ------------------------------------------------------------------------------------------------------
// misbuilt:region stack-size
const asked = 1 << 20;
const used = 200 * 1024;

/// Uses 200 KiB of the 1 MiB of stack that the thread was given.
fn use() void {
    await_(1);
    var bytes: [used]u8 = undefined;
    for (&bytes) |*byte| @as(*volatile u8, byte).* = 0x55;
}

/// The block below the thread's own must be as it was.
export fn deep() u32 {
    const below = allocator.alloc(u8, 256 * 1024) catch return 1;
    @memset(below, mark);
    const thread = std.Thread.spawn(.{ .allocator = allocator, .stack_size = asked }, use, .{}) catch return 2;
    reach(1);
    thread.join();
    inspect(below);
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
    for (&locals) |*byte| @as(*volatile u8, byte).* = 0x55;
    fixed.threadSafeAllocator().vtable.free(context, memory, alignment, address);
    reach(3);
}

fn end() void {
    await_(2);
}

/// Lives on the first thread's stack while the detached thread ends.
fn watch() void {
    var locals: [16 * 1024]u8 = undefined;
    for (&locals) |*byte| @as(*volatile u8, byte).* = mark;
    reach(2);
    await_(3);
    inspect(&locals);
}

/// The first thread's own locals must be as they were.
export fn leave() u32 {
    const thread = std.Thread.spawn(.{ .allocator = roomy, .stack_size = 64 * 1024 }, end, .{}) catch return 1;
    thread.detach();
    @call(.never_inline, watch, .{});
    return 0;
}
// misbuilt:endregion detached

/// Zig 0.14 gave alignments a type of their own.
const Alignment = if (@hasDecl(std.mem, "Alignment")) std.mem.Alignment else u8;
