#!/bin/sh
# Builds into $OUT what the cases of one Zig share: the loader, the program's objects, and
# the program without a fix: twelve images, against which each case is held.
#
#   OUT=/tmp/prepared ZIG=zig CC=cc [RUSTC=rustc] [ARCH=aarch64] sh prepare.sh
#
# The neighbour in these images is Rust's where RUSTC is given, and C's otherwise.
set -eu
: "${OUT:?set OUT to a folder to build into}" "${ZIG:=zig}" "${CC:=cc}" "${ARCH:=x86_64}" "${RUSTC:=}"
here=$(cd "$(dirname "$0")" && pwd)
. "$here/compile.sh"
mkdir -p "$OUT/$ARCH/without-fix"
cd "$OUT"
export ZIG_GLOBAL_CACHE_DIR="$OUT/zig-cache" ZIG_LOCAL_CACHE_DIR="$OUT/zig-cache"

"$CC" -O2 -march=x86-64 -o mload "$here"/mload/*.c -lpthread

cd "$ARCH"
compile "$here/main.c" main.o
compile "$here/victim.cpp" victim.o
compile "$here/neighbour.c" neighbour-c.o
compile "$here/neighbour-none.c" neighbour-none.o
neighbour=neighbour-c.o
if [ -n "$RUSTC" ]; then
  compile "$here/neighbour.rs" neighbour-rust.a
  neighbour=neighbour-rust.a
fi
for words in 0 1 2 3 4 5 6 7 8 9 10 11; do
  compile "$here/shift.c" "shift-$words.o" "-DWORDS=$words"
  zig_link main.o victim.o "$neighbour" "shift-$words.o" -o "without-fix/image-$words"
done
