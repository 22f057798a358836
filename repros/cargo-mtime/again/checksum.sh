"$CARGO" -Z checksum-freshness build --release
