#!/bin/sh
# Compiles block.c or another form of it. By hand:
#
#   OUT=/tmp/x GCC=gcc sh build.sh && OUT=/tmp/x sh run.sh
#
# GCC or CLANG   the compiler
# BLOCK          block, block-realloc or block-attribute
# FLAGS          a file of flags/
set -eu
: "${OUT:?set OUT to a folder to build into}" "${BLOCK:=block}" "${FLAGS:=3}"
: "${GCC:=${CLANG:-gcc}}"
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$OUT"
"$GCC" "@$here/flags/$FLAGS.rsp" -march=x86-64 "$here/$BLOCK.c" -o "$OUT/program"
