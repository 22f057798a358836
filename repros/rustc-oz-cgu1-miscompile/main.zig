//! An ordinary Zig program that links the Rust static library; its start code installs the handler whose message people see.
extern fn check(seed: u32, rounds: u32) c_int;
extern fn pad() void;

pub fn main() u8 {
    pad();
    return @intCast(check(12345, 9));
}
