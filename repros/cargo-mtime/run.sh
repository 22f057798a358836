#!/bin/sh
# Says what stands in the source and what Cargo did in the second build, and runs the program.
set -eu
: "${OUT:?set OUT to the folder that build.sh built into}"
echo "the source says: $(sed -n 's/.*println!("\(.*\)").*/\1/p' "$OUT/app/src/main.rs")"
if grep -q '^ *Compiling service ' "$OUT/second"; then echo "Cargo compiled it"; else echo "Cargo compiled nothing"; fi
grep -o 'Finished `release` profile \[optimized\]' "$OUT/second"
printf 'the program says: '
exec "$OUT/app/target/release/service"
