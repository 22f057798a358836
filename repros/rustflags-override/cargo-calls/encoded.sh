CARGO_ENCODED_RUSTFLAGS="-Dwarnings" "$CARGO" build --release
