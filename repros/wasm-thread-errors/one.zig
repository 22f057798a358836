//! One thread adds one. Everything that may be missing is outside: flags, features, memory, exports, host.
const std = @import("std");

var buffer: [4 << 20]u8 align(16) = undefined;
var fixed = std.heap.FixedBufferAllocator.init(&buffer);
var gate = std.atomic.Value(bool).init(false);

export var count: u32 = 0;

/// A panic that prints needs std's allocator in a build with threads, and that is refused.
pub fn panic(message: []const u8, _: ?*std.builtin.StackTrace, _: ?usize) noreturn {
    say(message.ptr, message.len);
    @trap();
}
extern "host" fn say(text: [*]const u8, length: usize) void;

fn add() void {
    while (!gate.load(.acquire)) std.atomic.spinLoopHint();
    _ = @atomicRmw(u32, &count, .Add, 1, .seq_cst);
}

export fn run() u32 {
    const config: std.Thread.SpawnConfig = if (@import("options.zig").give_allocator)
        .{ .allocator = fixed.threadSafeAllocator(), .stack_size = 64 * 1024 }
    else
        .{ .stack_size = 64 * 1024 };
    const thread = std.Thread.spawn(config, add, .{}) catch return 100;
    gate.store(true, .release);
    thread.join();
    return @atomicLoad(u32, &count, .seq_cst);
}
