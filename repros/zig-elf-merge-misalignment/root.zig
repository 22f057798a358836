//! The least Zig there can be: Zig picks its default linker by whether there is Zig code at all.
//! The program itself is start.S.
pub extern fn _start() noreturn;
