//! The static library: the vector code of `mixer`, checked lane by lane. It reads `ROUND` in two ways.
use mixer::ROUND;

/// As one vector: wherever this function is compiled as written, its object holds `ROUND` aligned to 32.
/// With several codegen units this module is an object of its own, and stands first in the archive.
mod a_vector {
    use std::arch::x86_64::*;

    /// Keeps the module's object in the link.
    #[inline(never)]
    pub fn salt(seed: u32) -> u32 {
        seed.rotate_left(9) ^ 0x5eed
    }

    pub fn first_round(state: &[u32; 8]) -> [u32; 8] {
        let mut mixed = [0; 8];
        unsafe {
            let lanes = _mm256_loadu_si256(state.as_ptr().cast());
            let round = _mm256_loadu_si256(super::ROUND.as_ptr().cast());
            let product = _mm256_add_epi32(_mm256_mullo_epi32(lanes, round), round);
            _mm256_storeu_si256(mixed.as_mut_ptr().cast(), _mm256_xor_si256(product, lanes));
        }
        mixed
    }
}

/// As a table indexed at run time: `ROUND` aligned to 4, in a mergeable section as well.
mod table {
    use super::ROUND;

    pub fn step(value: u32, lane: usize) -> u32 {
        let round = ROUND[lane & 7];
        let mixed = (value.wrapping_mul(round) ^ (value >> 7)).wrapping_add(round);
        // Never true; it gives the function enough weight that opt-level "z" does not inline it.
        if mixed == value && value.count_ones() == 40 {
            return round;
        }
        mixed
    }

    pub fn pair(a: u32, b: u32, lane: usize) -> (u32, u32) {
        (step(a, lane), step(b, lane).rotate_left(3).wrapping_mul(a | 1))
    }
}

/// 0 where vector and scalar code agree.
#[no_mangle]
pub extern "C" fn check(seed: u32, salt: u32) -> i32 {
    let mut state = [0; 8];
    for (lane, value) in state.iter_mut().enumerate() {
        *value = seed.wrapping_add(lane as u32 * 3);
    }
    let start = state;
    let expected = (start[0].wrapping_mul(ROUND[0]).wrapping_add(ROUND[0])) ^ start[0];
    if a_vector::first_round(&start)[0] != expected {
        return 2;
    }
    if a_vector::salt(salt) == seed {
        return 3;
    }
    mixer::mix(&mut state, 1);
    let scalar = [
        table::pair(start[0], start[1], 0).0,
        table::pair(start[1], start[2], 1).0,
        table::pair(start[2], start[3], 2).0,
        table::pair(start[3], start[4], 3).0,
        table::pair(start[4], start[5], 4).0,
        table::pair(start[5], start[6], 5).0,
        table::pair(start[6], start[7], 6).0,
        table::pair(start[7], start[0], 7).0,
    ];
    (scalar != state) as i32
}
