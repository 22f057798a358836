# MB0036: joined with build.rustflags, where RUSTFLAGS replaces it.
CARGO_BUILD_RUSTFLAGS="-Dwarnings" "$CARGO" build --release
