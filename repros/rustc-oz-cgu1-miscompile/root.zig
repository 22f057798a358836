//! The least Zig there can be: Zig picks its default linker by whether there is Zig code at all. The program is main.c.
pub extern fn main(c_int, [*][*:0]u8) c_int;
