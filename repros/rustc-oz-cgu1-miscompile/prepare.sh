#!/bin/sh
# Fills a Zig cache with what Zig compiles for itself, once for each combination of tools, so that cells only link.
set -eu
OUT=${OUT:-out} CC=${CC:-cc} CPU=${CPU:-x86_64_v3}
mkdir -p "$OUT/zig-cache"
[ -n "${ZIG:-}" ] || exit 0 # cells without Zig share nothing
export ZIG_GLOBAL_CACHE_DIR="$OUT/zig-cache" ZIG_LOCAL_CACHE_DIR="$OUT/zig-cache"
printf 'void pad(void) {} int check(unsigned seed, unsigned rounds) { return seed == rounds; }\n' >"$OUT/stubs.c"
"$CC" -c "$OUT/stubs.c" -o "$OUT/stubs.o"
"$ZIG" build-exe main.zig "$OUT/stubs.o" -lc -lunwind -mcpu="$CPU" -femit-bin="$OUT/program"
