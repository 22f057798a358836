// rust-lang/rust#150904: `&=` on a bool, inlined into a branch.
//
// Neither number may pass. `checked_apart` calls the same check without inlining it, and must be right.
// Exit status: 0 both are refused, 1 the inlined check let it pass, 3 anything else.
use std::hint::black_box;

// misbuilt:region bug
#[inline(always)]
fn is_valid(version: u64, reserved: u64) -> bool {
    let mut valid = version == 42;
    valid &= reserved == 0;
    valid
}

#[inline(never)]
fn checked(version: u64, reserved: u64) -> Result<(), ()> {
    if is_valid(version, reserved) {
        Ok(())
    } else {
        Err(())
    }
}
// misbuilt:endregion bug

#[inline(never)]
fn is_valid_apart(version: u64, reserved: u64) -> bool {
    is_valid(version, reserved)
}

#[inline(never)]
fn checked_apart(version: u64, reserved: u64) -> Result<(), ()> {
    if is_valid_apart(version, reserved) {
        Ok(())
    } else {
        Err(())
    }
}

fn main() {
    let (version, reserved) = (black_box(42), black_box(1));
    let inlined = checked(version, reserved);
    let apart = checked_apart(version, reserved);
    println!("inlined: {inlined:?}; not inlined: {apart:?}");
    std::process::exit(match (inlined, apart) {
        (Err(()), Err(())) => 0,
        (Ok(()), Err(())) => {
            println!("wrong code: Ok for Err");
            1
        }
        _ => 3,
    })
}
