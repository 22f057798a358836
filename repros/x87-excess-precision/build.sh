#!/bin/sh
# Compiles cell.c or another form of it, and main.c. By hand, with GCC's 32-bit libraries (gcc-multilib):
#
#   OUT=/tmp/x GCC=gcc sh build.sh && OUT=/tmp/x sh run.sh
#
# GCC or CLANG   the compiler
# CELL           cell, cell-compared, cell-variable or cell-volatile
# FLAGS          a file of flags/
set -eu
: "${OUT:?set OUT to a folder to build into}" "${CELL:=cell}" "${FLAGS:=i686}"
: "${GCC:=${CLANG:-gcc}}"
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$OUT"
"$GCC" -O2 "@$here/flags/$FLAGS.rsp" -c "$here/$CELL.c" -o "$OUT/cell.o"
"$GCC" -O2 "@$here/flags/$FLAGS.rsp" -c "$here/main.c" -o "$OUT/main.o"
"$GCC" "@$here/flags/$FLAGS.rsp" "$OUT/cell.o" "$OUT/main.o" -o "$OUT/program"
