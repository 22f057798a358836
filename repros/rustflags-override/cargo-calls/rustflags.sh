RUSTFLAGS="-D warnings" "$CARGO" build --release
