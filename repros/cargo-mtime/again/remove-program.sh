rm target/release/service
"$CARGO" build --release
