// unmask.rs with a counter that is as wide as the length.
use std::hint::black_box;

#[inline(never)]
fn unmask(bytes: &mut [u8], key: &[u8; 4]) {
    // misbuilt:region wide
    // MB0040: the counter is as wide as the length.
    let mut i = 0;
    while i < bytes.len() {
        bytes[i] ^= key[i % 4];
        i += 1;
    }
    // misbuilt:endregion wide
}

#[repr(C)]
struct From {
    key: [u8; 4],
    after: [u8; 60],
    // Where arrays may overlap, the vectorised loop is not taken.
    apart: [u8; 4096],
    bytes: [u8; 96],
}

fn main() {
    let mut from = black_box(From {
        key: [1, 2, 3, 4],
        after: [0xAA; 60],
        apart: [0; 4096],
        bytes: [0; 96],
    });
    unmask(black_box(&mut from.bytes[..]), &from.key);
    let From { bytes, after, apart, .. } = black_box(&from);
    black_box((after, apart));
    let wrong = (0..96)
        .filter(|&i| bytes[i] != from.key[black_box(i) & 3])
        .count();
    let after = bytes.iter().filter(|&&byte| byte == 0xAA).count();
    println!(
        "unmasked: {}; bytes from behind the key: {}",
        if wrong > 0 { "wrong" } else { "right" },
        if after > 0 { "some" } else { "none" }
    );
    std::process::exit(match (wrong, after) {
        (0, 0) => 0,
        (wrong, after) if wrong == after => 1,
        _ => 3,
    })
}
