#!/bin/sh
# Compiles a loop of loops/ with the flags of flags/, and links it with a main function that observes it.
#
# CLANG, ZIG or RUSTC   the compiler; for a C file without the first two, CC
# CC        compiles the main function and links
# LOOP      a file of loops/
# FLAGS     a file of flags/
set -eu
: "${OUT:?set OUT to a folder to build into}" "${CC:=cc}" "${LOOP:=fold.c}" "${FLAGS:=c}"
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$OUT"
cp "$here/loops/$LOOP" "$OUT/loop.${LOOP##*.}"
cp "$here/flags/$FLAGS.rsp" "$OUT/flags.rsp"
exec sh "$here/compile.sh" "$OUT/loop.${LOOP##*.}" "$OUT/flags.rsp" "$OUT/program"
