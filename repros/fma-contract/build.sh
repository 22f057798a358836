#!/bin/sh
# Compiles main.c with one of the three quadratics. By hand:
#
#   OUT=/tmp/x GCC=gcc sh build.sh && OUT=/tmp/x sh run.sh
#
# GCC, CLANG or GCC_AARCH64   the compiler, and the machine: x86-64-v3, or aarch64 by qemu
# QUADRATIC                   quadratic, quadratic-across or quadratic-pragma
# FLAGS                       a file of flags/
# MARCH                       another x86-64 machine
# BY                          make or cmake: with the file of that name
set -eu
: "${OUT:?set OUT to a folder to build into}" "${QUADRATIC:=quadratic}" "${FLAGS:=default}" "${MARCH:=x86-64-v3}" "${BY:=hand}"
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$OUT"
case $BY in
make)
  cp "$here"/*.[ch] "$here/Makefile" "$OUT/"
  cd "$OUT"
  exec "${MAKE_BIN:-make}" CC="$GCC" program
  ;;
cmake)
  "${CMAKE:-cmake}" -S "$here" -B "$OUT/tree" -DCMAKE_C_COMPILER="$GCC" -DCMAKE_C_FLAGS="-O2 -march=x86-64-v3" >/dev/null
  "${CMAKE:-cmake}" --build "$OUT/tree" >/dev/null
  cp "$OUT/tree/program" "$OUT/program"
  cp "$OUT/tree/CMakeFiles/program.dir/quadratic.c.o" "$OUT/quadratic.o"
  exit
  ;;
esac
if [ -n "${GCC_AARCH64:-}" ]; then
  compiler=$GCC_AARCH64 machine=armv8-a link=-static
else
  compiler=${GCC:-${CLANG:-gcc}} machine=$MARCH link=
fi
"$compiler" -O2 -march="$machine" "@$here/flags/$FLAGS.rsp" -c "$here/$QUADRATIC.c" -o "$OUT/quadratic.o"
"$compiler" -O2 -march="$machine" "@$here/flags/$FLAGS.rsp" -c "$here/main.c" -o "$OUT/main.o"
"$compiler" $link "$OUT/quadratic.o" "$OUT/main.o" -o "$OUT/program" -lm
