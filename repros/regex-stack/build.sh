#!/bin/sh
# Writes $OUT/program: main.cpp with regex.cpp or loop.cpp.
#
# GCC or CLANG   the compiler; with LIBCXX, Clang takes LLVM's C++ library
# EXPRESSION     quoted, class or any: the regular expression
# SIZE           how many letters the text has
# LEVEL          -O0 or -O2
# ENGINE         REGEX, POLYNOMIAL or LOOP: see main.cpp
# PREPARED       a folder with the regex.o that prepare.sh made at -O0, if there is one
set -eu
: "${OUT:?set OUT to a folder to write into}" "${EXPRESSION:=quoted}" "${SIZE:=200000}" "${ENGINE:=REGEX}" "${LEVEL:=-O0}" "${PREPARED:=}"
here=$(cd "$(dirname "$0")" && pwd)
case $EXPRESSION in
quoted) pattern='"(\\.|[^"\\])*"' ;;
class) pattern='[^;]*' ;;
any) pattern='.*' ;;
esac
printf '#define PATTERN R"x(%s)x"\n' "$pattern" >"$OUT/pattern.h"
set -- "$LEVEL" -march=x86-64 -std=c++17 -include "$OUT/pattern.h" "-DSIZE=$SIZE" "-DENGINE=$ENGINE" "$here/main.cpp" -o "$OUT/program"
if [ "$ENGINE" = LOOP ]; then
  set -- "$@" "$here/loop.cpp"
elif [ -n "${CLANG:-}" ]; then
  set -- "$@" "$here/regex.cpp"
else
  if [ -z "$PREPARED" ] || [ "$LEVEL" != -O0 ]; then
    LEVEL=$LEVEL sh "$here/prepare.sh"
    PREPARED=$OUT
  fi
  set -- "$@" "$PREPARED/regex.o"
fi
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
