#!/bin/sh
# Writes $OUT/program: match.cpp.
#
# GCC or CLANG   the compiler; with LIBCXX, Clang takes LLVM's C++ library
# EXPRESSION     quoted, class or any: the regular expression
# SIZE           how many characters the text has
# LEVEL          -O0 or -O2
# ENGINE         REGEX, POLYNOMIAL or LOOP: see match.cpp
set -eu
: "${OUT:?set OUT to a folder to write into}" "${EXPRESSION:=quoted}" "${SIZE:=200000}" "${ENGINE:=REGEX}"
here=$(cd "$(dirname "$0")" && pwd)
case $EXPRESSION in
quoted) pattern='R"x("(\\\\.|[^"\\\\])*")x"' ;;
class) pattern='R"x([^;]*)x"' ;;
any) pattern='R"x(.*)x"' ;;
esac
printf '#define PATTERN %s\n' "$(printf '%s' "$pattern" | sed 's/\\\\/\\/g')" >"$OUT/pattern.h"
set -- "${LEVEL:=-O0}" -march=x86-64 -std=c++17 -include "$OUT/pattern.h" "-DSIZE=$SIZE" "-DENGINE=$ENGINE" "$here/match.cpp" -o "$OUT/program"
if [ -n "${LIBCXX:-}" ]; then
  library=$(cd "$(dirname "$LIBCXX")/../../../lib" && pwd)
  # misbuilt:region libcxx
  # MB0026: LLVM's C++ library. Each object of the program must be compiled so.
  "${CLANG:=clang}" -stdlib=libc++ "$@" -lc++ -L"$library" -Wl,-rpath,"$library"
  # misbuilt:endregion libcxx
elif [ -n "${CLANG:-}" ]; then
  "$CLANG" "$@" -lstdc++
else
  "${GCC:=gcc}" "$@" -lstdc++
fi
