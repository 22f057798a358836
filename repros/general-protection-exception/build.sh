#!/bin/sh
# Builds $OUT/trap. OPT is the level for callee.c alone. Nothing is left to the machine's CPU.
set -eu
OUT=${OUT:-out} CC=${CC:-cc}
mkdir -p "$OUT"
for file in trap decode; do
  "$CC" -O1 -march=x86-64 -mtune=generic -Wall -Wextra -c $file.c -o "$OUT/$file.o"
done
"$CC" -O"${OPT:-2}" -march=x86-64 -mtune=generic -c callee.c -o "$OUT/callee.o"
"$CC" "$OUT/trap.o" "$OUT/decode.o" "$OUT/callee.o" -o "$OUT/trap"
