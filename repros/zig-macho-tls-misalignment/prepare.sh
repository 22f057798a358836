#!/bin/sh
# Builds into $OUT what all cases of one Zig share: the loader, the program's objects, and
# Zig's own cache for this target, whose first link takes seconds for compiler-rt.
#
#   OUT=/tmp/prepared ZIG=zig CC=cc [RUSTC=rustc] [ARCH=aarch64] sh prepare.sh
set -eu
: "${OUT:?set OUT to a folder to build into}" "${ZIG:=zig}" "${CC:=cc}" "${ARCH:=x86_64}"
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$OUT/$ARCH"
cd "$OUT"
export ZIG_GLOBAL_CACHE_DIR="$OUT/zig-cache" ZIG_LOCAL_CACHE_DIR="$OUT/zig-cache"
target="-target $ARCH-macos.13.0 -O2"

"$CC" -O2 -o mload "$here"/mload/*.c -lpthread

"$ZIG" cc $target -c "$here/main.c" -o "$ARCH/main.o"
"$ZIG" cc $target -c "$here/neighbour.c" -o "$ARCH/neighbour-c.o"
"$ZIG" cc $target -c "$here/neighbour-none.c" -o "$ARCH/neighbour-none.o"
if [ -n "${RUSTC:-}" ]; then
  # RUSTC_BOOTSTRAP lets a stable rustc compile a crate without a core library.
  RUSTC_BOOTSTRAP=1 "$RUSTC" --target "$ARCH-apple-darwin" -O -C panic=abort \
    "$here/neighbour.rs" -o "$ARCH/neighbour-rust.a"
fi
for words in 0 1 2 3 4 5 6 7 8 9 10 11; do
  "$ZIG" cc $target -DWORDS=$words -c "$here/shift.c" -o "$ARCH/shift-$words.o"
done

# The warm-up link; its output is not used.
"$ZIG" c++ $target -c "$here/victim-mutex.cpp" -o warm-up.o
"$ZIG" cc $target "$ARCH/main.o" "$ARCH/neighbour-none.o" warm-up.o -o warm-up
rm -f warm-up warm-up.o
