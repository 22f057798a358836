//! An ordinary Zig program that links the Rust static library; its start code installs the handler whose message people see.
extern fn check(seed: u32, rounds: u32) c_int;

pub fn main() u8 {
    return @intCast(check(12345, 9));
}
