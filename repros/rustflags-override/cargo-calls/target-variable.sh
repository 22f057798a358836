# MB0036: joined with the rustflags of that target, where RUSTFLAGS replaces them.
CARGO_TARGET_X86_64_UNKNOWN_LINUX_GNU_RUSTFLAGS="-Dwarnings" "$CARGO" build --release
