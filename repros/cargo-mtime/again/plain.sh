"$CARGO" build --release
