#!/bin/sh
# Builds $OUT/trap. OPT is the level for callee.c alone.
set -eu
OUT=${OUT:-out} CC=${CC:-cc}
mkdir -p "$OUT"
"$CC" -O1 -c trap.c -o "$OUT/trap.o"
"$CC" -O"${OPT:-2}" -c callee.c -o "$OUT/callee.o"
"$CC" "$OUT/trap.o" "$OUT/callee.o" -o "$OUT/trap"
