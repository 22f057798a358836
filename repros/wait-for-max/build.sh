#!/bin/sh
# Writes $OUT/program, and $OUT/checked: with UBSan by the distribution's GCC, a copy otherwise.
#
# GCC or CLANG  the compiler
# LIBCXX    the file __config of libc++; without it, libstdc++
# PROGRAM   condition, future, mutex or status
# WAIT      a file of waits/
set -eu
: "${OUT:?set OUT to a folder to write into}" "${PROGRAM:=condition}" "${WAIT:=hours-max}"
cd "$(dirname "$0")"
compiler=${CLANG:-${GCC:-gcc}}
includes= library=-lstdc++
if [ -n "${LIBCXX:-}" ]; then
  headers=$(dirname "$LIBCXX")
  includes="-nostdinc++ -isystem $headers" library="-L$headers/../../../lib -lc++ -lc++abi"
fi
set -- -std=c++17 -march=x86-64 -pthread $includes -DWAIT="\"waits/$WAIT.h\"" "$PROGRAM.cpp"
$compiler -O2 "$@" -o "$OUT/program" $library
# Not every Clang has the runtime of UBSan beside it, and not every root that a release of GCC was unpacked into.
if [ -n "${CLANG:-}${GCC_START:-}" ]; then
  cp "$OUT/program" "$OUT/checked"
else
  $compiler -O1 -g -fsanitize=undefined "$@" -o "$OUT/checked" $library
fi
