// The neighbour: a static library from rustc with an initialised, 8-aligned
// thread-local, as std's own thread_local! makes them. It goes to __DATA,__thread_data.
// Without a core library, so that no macOS target needs to be installed: these are the
// lang items that rustc asks for.
#![feature(no_core, lang_items, thread_local, auto_traits, rustc_attrs, decl_macro)]
#![allow(internal_features)]
#![no_core]
#![crate_type = "staticlib"]

#[lang = "pointee_sized"]
pub trait PointeeSized {}
#[lang = "meta_sized"]
pub trait MetaSized: PointeeSized {}
#[lang = "sized"]
pub trait Sized: MetaSized {}
#[lang = "freeze"]
pub unsafe auto trait Freeze {}
#[lang = "copy"]
pub trait Copy {}
#[lang = "sync"]
pub trait Sync {}
#[lang = "drop_in_place"]
unsafe fn drop_in_place<T: PointeeSized>(_: *mut T) {}

// core's own name for the macro, so that pad.rs can be pasted below as it is.
extern crate self as core;
pub mod arch {
    #[rustc_builtin_macro]
    pub macro global_asm() {}
}

impl Copy for u64 {}
impl Sync for State {}

pub struct State {
    value: u64,
    _more: [u64; 2],
}

#[thread_local]
static STATE: State = State { value: 0x1111, _more: [0, 0] };

// Not inlined, or the constant would be folded and the thread-local removed.
#[inline(never)]
fn keep(state: &State) -> &State {
    state
}

#[no_mangle]
pub extern "C" fn neighbour_sum() -> u64 {
    keep(&STATE).value
}
