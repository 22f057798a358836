#!/bin/sh
# Compiles main.c with one of the three quadratics. By hand:
#
#   OUT=/tmp/x GCC=gcc sh build.sh && OUT=/tmp/x sh run.sh
#
# GCC, CLANG or GCC_AARCH64   the compiler, and the machine: x86-64-v3, or aarch64 by qemu
# QUADRATIC                   quadratic, quadratic-across or quadratic-pragma
# FLAGS                       a file of flags/
# MARCH                       another x86-64 machine
set -eu
: "${OUT:?set OUT to a folder to build into}" "${QUADRATIC:=quadratic}" "${FLAGS:=default}" "${MARCH:=x86-64-v3}"
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$OUT"
if [ -n "${GCC_AARCH64:-}" ]; then
  compiler=$GCC_AARCH64 machine=armv8-a link=-static
else
  compiler=${GCC:-${CLANG:-gcc}} machine=$MARCH link=
fi
"$compiler" -O2 -march="$machine" "@$here/flags/$FLAGS.rsp" -c "$here/$QUADRATIC.c" -o "$OUT/quadratic.o"
"$compiler" -O2 -march="$machine" "@$here/flags/$FLAGS.rsp" -c "$here/main.c" -o "$OUT/main.o"
"$compiler" $link "$OUT/quadratic.o" "$OUT/main.o" -o "$OUT/program" -lm
