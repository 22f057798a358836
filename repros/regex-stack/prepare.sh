#!/bin/sh
# Compiles regex.cpp, which takes most of the time, into $OUT, for the cases of GCC at -O0. Clang has one cell a library, and shares nothing.
#
# GCC    the compiler
# LEVEL  -O0 or -O2
set -eu
: "${OUT:?set OUT to a folder to write into}"
here=$(cd "$(dirname "$0")" && pwd)
[ -n "${CLANG:-}" ] || "${GCC:-gcc}" "${LEVEL:--O0}" -march=x86-64 -std=c++17 -c "$here/regex.cpp" -o "$OUT/regex.o"
