//! The same program in Rust, with the C++ archive.

use std::ffi::{CStr, c_char, c_int};

// misbuilt:region whole
// MB0014: without +whole-archive the linker leaves out the files that only register themselves.
#[link(name = "codecs", kind = "static", modifiers = "+whole-archive")]
unsafe extern "C" {
    fn codecs_registered() -> c_int;
}
// misbuilt:endregion whole

#[link(name = "whether", kind = "static")]
unsafe extern "C" {
    fn where_png_is() -> *const c_char;
}

fn main() {
    let count = unsafe { codecs_registered() };
    let place = unsafe { CStr::from_ptr(where_png_is()) };
    println!("{count} of 1 codecs registered");
    println!("png.cpp is {}", place.to_str().unwrap());
    std::process::exit(if count == 1 { 0 } else { 1 });
}
