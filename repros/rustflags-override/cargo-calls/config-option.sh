# MB0036: joined with the rustflags of [target] tables, where RUSTFLAGS replaces them.
"$CARGO" build --release --config 'target."cfg(all())".rustflags = ["-Dwarnings"]'
