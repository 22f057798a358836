#!/bin/sh
# Writes a small project to $OUT/project, whose program has the bytes of data.txt in it, and builds it.
#
# GCC or CLANG  the compiler that is given
# BUILD  make, ninja, cmake or meson (both with ninja)
# PLAN   plain: the build is told nothing of data.txt; named: its name is written down; assembler, assembler-pipe: the assembler writes it down
# BLOB   blob.S, blob-asm.c, blob-plain.s or blob-embed.c: the file that embeds data.txt
set -eu
: "${OUT:?set OUT to a folder to write into}" "${BUILD:=make}" "${PLAN:=plain}" "${BLOB:=blob.S}"
here=$(cd "$(dirname "$0")" && pwd)
compiler=${GCC:-${CLANG:-cc}}
flags=-march=x86-64
[ "$BLOB" != blob-embed.c ] || flags="$flags -DEMBED -Wno-c23-extensions"
rm -rf "$OUT/project"
mkdir -p "$OUT/project"
cd "$OUT/project"
printf old >data.txt
cp "$here/main.c" "$here/$BLOB" .
case $BUILD in
make)
  cp "$here/$PLAN.mk" Makefile
  [ "$PLAN" = plain ] || cp "$here/plain.mk" .
  printf 'CC = %s\nCFLAGS = %s\nBLOB = %s\n' "$compiler" "$flags" "$BLOB" >config.mk
  "${MAKE_BIN:-make}" program
  ;;
ninja)
  cp "$here/rules.ninja" .
  cp "$here/$PLAN.ninja" build.ninja
  printf 'cc = %s\ncflags = %s\nblob = %s\n' "$compiler" "$flags" "$BLOB" >config.ninja
  "${NINJA:-ninja}" program
  ;;
cmake)
  cp "$here/CMakeLists.txt" .
  CC=$compiler "${CMAKE:-cmake}" -G Ninja -S . -B build -DCMAKE_MAKE_PROGRAM="$(command -v "${NINJA:-ninja}")" -DCMAKE_C_FLAGS="$flags" -DNAMED="$([ "$PLAN" = named ] && echo ON || echo OFF)"
  "${NINJA:-ninja}" -C build program
  ;;
meson)
  cp "$here/$PLAN.meson" meson.build
  CC=$compiler NINJA=$(command -v "${NINJA:-ninja}") "${MESON:-meson}" setup build
  "${NINJA:-ninja}" -C build program
  ;;
esac
