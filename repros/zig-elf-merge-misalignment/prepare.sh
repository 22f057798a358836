#!/bin/sh
# Fills a Zig cache with what Zig compiles for itself, once per Zig, so that each cell only links.
set -eu
OUT=${OUT:-out} CC=${CC:-cc}
mkdir -p "$OUT/zig-cache"
[ -n "${ZIG:-}" ] || exit 0 # cells without Zig share nothing
export ZIG_GLOBAL_CACHE_DIR="$OUT/zig-cache" ZIG_LOCAL_CACHE_DIR="$OUT/zig-cache"
"$CC" -c start.S -o "$OUT/start.o"
"$CC" -c -DBYTES=32 high.S -o "$OUT/high.o"
"$CC" -c -DBYTES=32 -DPADDING=0 low.S -o "$OUT/low.o"
for optimize in Debug ReleaseSafe ReleaseFast; do
  "$ZIG" build-exe root.zig "$OUT/start.o" "$OUT/low.o" "$OUT/high.o" -O"$optimize" -femit-bin="$OUT/program"
done
