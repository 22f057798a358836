//! An ordinary Zig program that calls both objects; its start code installs the handler whose message people see.
extern fn low_get() c_int;
extern fn high_get() c_int;

pub fn main() u8 {
    return if (low_get() == 1 and high_get() == 1) 0 else 1;
}
