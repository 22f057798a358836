//! Mixes eight lanes at once. From opt-level 1 on, LLVM reads `ROUND` as one vector constant: 32 bytes in the mergeable
//! section `.rodata.cst32`, aligned to 32, read by an aligned load (`vmovaps` or `vmovdqa`).
use std::arch::x86_64::*;

pub const ROUND: [u32; 8] = [
    0x9e37_79b1, 0x85eb_ca77, 0xc2b2_ae3d, 0x27d4_eb2f, 0x1656_67b1, 0x7feb_352d, 0x846c_a68b, 0xd6e8_feb9,
];

#[inline(never)]
pub fn mix(state: &mut [u32; 8], rounds: u32) {
    unsafe {
        let round = _mm256_loadu_si256(ROUND.as_ptr().cast());
        let mut lanes = _mm256_loadu_si256(state.as_ptr().cast());
        for _ in 0..rounds {
            let shifted = _mm256_srli_epi32(lanes, 7);
            lanes = _mm256_add_epi32(_mm256_xor_si256(_mm256_mullo_epi32(lanes, round), shifted), round);
        }
        _mm256_storeu_si256(state.as_mut_ptr().cast(), lanes);
    }
}
