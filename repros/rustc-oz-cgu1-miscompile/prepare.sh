#!/bin/sh
# Fills a Zig cache with what Zig compiles for itself, once for each combination of tools, so that cells only link.
set -eu
OUT=${OUT:-out} CC=${CC:-cc}
mkdir -p "$OUT/zig-cache"
[ -n "${ZIG:-}" ] || exit 0 # cells without Zig share nothing
export ZIG_GLOBAL_CACHE_DIR="$OUT/zig-cache" ZIG_LOCAL_CACHE_DIR="$OUT/zig-cache"
printf 'int check(unsigned seed, unsigned rounds) { return seed == rounds; }\n' >"$OUT/check.c"
"$CC" -c "$OUT/check.c" -o "$OUT/check.o"
"$ZIG" build-exe main.zig "$OUT/check.o" -lc -lunwind -femit-bin="$OUT/program"
