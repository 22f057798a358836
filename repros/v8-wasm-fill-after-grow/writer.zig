//! The program of program.mjs, as a compiler writes it: two threads, each running one of the exported functions. Their
//! words lie where program.mjs says, the first one at address 0.
const Word = enum(u32) { address = 0, answer = 4, written = 8, size = 12, size_seen = 16 };

// All of these are inline: at a call V8 checks for interrupts, and that refreshes the size.
inline fn at(address: u32) *allowzero u32 {
    return @ptrFromInt(address);
}

inline fn load(word: Word) u32 {
    return @atomicLoad(u32, at(@intFromEnum(word)), .seq_cst);
}

inline fn store(word: Word, value: u32) void {
    @atomicStore(u32, at(@intFromEnum(word)), value, .seq_cst);
}

/// Not known to the compiler, so that it becomes memory.fill and no row of stores.
var length: u32 = 64;

inline fn fill(address: u32) void {
    const bytes: [*]u8 = @ptrFromInt(address);
    const seen: *volatile u32 = &length;
    @memset(bytes[0..seen.*], 170);
}

export fn retry(address: u32) void {
    fill(address);
}

export fn hand(n: u32) void {
    for (0..n) |_| {
        const page = @as(u32, @intCast(@wasmMemoryGrow(0, 1))) << 16;
        store(.size, @intCast(@wasmMemorySize(0)));
        store(.address, page);
        while (load(.answer) != page) {}
    }
}

export fn write(n: u32) void {
    var last: u32 = 0;
    for (0..n) |_| {
        while (load(.address) == last) {}
        const page = load(.address);
        last = page;
        store(.size_seen, load(.size));
        // misbuilt:region grow0
        _ = @wasmMemoryGrow(0, 0);
        // misbuilt:endregion grow0
        fill(page);
        store(.answer, page);
        store(.written, load(.written) + 1);
    }
}

export fn read(address: u32) u32 {
    const seen: *allowzero volatile u32 = @ptrFromInt(address);
    return seen.*;
}
