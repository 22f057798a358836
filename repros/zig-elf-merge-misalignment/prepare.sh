#!/bin/sh
# Fills a Zig cache with what Zig compiles for itself, once per Zig, so that each cell only links.
set -eu
OUT=${OUT:-out} CC=${CC:-cc} CPU=${CPU:-baseline}
mkdir -p "$OUT/zig-cache"
[ -n "${ZIG:-}" ] || exit 0 # cells without Zig share nothing
export ZIG_GLOBAL_CACHE_DIR="$OUT/zig-cache" ZIG_LOCAL_CACHE_DIR="$OUT/zig-cache"
printf '.globl low_get, high_get\nlow_get: high_get: ret\n' | "$CC" -c -x assembler - -o "$OUT/stubs.o"
"$ZIG" build-exe main.zig "$OUT/stubs.o" -mcpu="$CPU" -ODebug -femit-bin="$OUT/program"
