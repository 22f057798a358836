# MB0028: Cargo compares times, and COPY keeps the old ones.
find src -name '*.rs' -exec touch {} +
"$CARGO" build --release
