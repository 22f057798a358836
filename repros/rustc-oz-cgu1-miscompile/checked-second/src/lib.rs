//! A second static library of the same shape: the vector code of `mixer`, checked lane by lane with a table.
use mixer::ROUND;

fn scalar(seed: u32, lane: usize, rounds: u32) -> u32 {
    let mut value = seed;
    for _ in 0..rounds {
        let round = ROUND[lane & 7];
        value = (value.wrapping_mul(round) ^ (value >> 7)).wrapping_add(round);
    }
    value
}

/// 0 where vector and scalar code agree.
#[no_mangle]
pub extern "C" fn check(seed: u32, rounds: u32) -> i32 {
    let mut state = [0; 8];
    for (lane, value) in state.iter_mut().enumerate() {
        *value = seed.wrapping_add(lane as u32 * 3);
    }
    let start = state;
    mixer::mix(&mut state, rounds);
    for lane in 0..8 {
        if state[lane] != scalar(start[lane], lane, rounds) {
            return 1;
        }
    }
    0
}
