#!/bin/sh
# Writes $OUT/program and $OUT/shapes.so. With HEADER=keyed.h, also $OUT/keyed.so, which both link with.
#
# CLANG or GCC  the compiler
# LIBCXX        the file __config of libc++; without it, libstdc++
# HEADER        shapes.h, visible.h, type-visible.h or keyed.h; HEADER_OF_PROGRAM is another one for the program
# COMPILE, LINK, LIBRARY  flags, and flags for the link of program and library: the file of that name with .rsp
# HOW           linked, or plugin: loaded by dlopen
# MODE          RTLD_LOCAL or RTLD_GLOBAL
set -eu
: "${OUT:?set OUT to a folder to write into}" "${HEADER:=shapes.h}" "${COMPILE:=none}" "${LINK:=none}" "${LIBRARY:=none}" "${HOW:=linked}" "${MODE:=RTLD_LOCAL}"
cd "$(dirname "$0")"
compiler=${CLANG:-${GCC:-clang}}
includes=
standard=-lstdc++
if [ -n "${LIBCXX:-}" ]; then
  headers=$(dirname "$LIBCXX")
  includes="-nostdinc++ -isystem $headers"
  standard="-L$headers/../../../lib -lc++ -lc++abi"
fi
compile() {
  "$compiler" -std=c++17 -O1 -march=x86-64 $includes "@$COMPILE.rsp" "$@"
}
keyed=
if [ "$HEADER" = keyed.h ]; then
  compile -fPIC -shared keyed.cpp -o "$OUT/keyed.so" $standard
  keyed=$OUT/keyed.so
fi
compile -fPIC -DHEADER="\"$HEADER\"" -shared "@$LIBRARY.rsp" library.cpp -o "$OUT/shapes.so" $keyed $standard
case $HOW in
plugin) use=-DPLUGIN ;;
*) use=$OUT/shapes.so ;;
esac
compile -DHEADER="\"${HEADER_OF_PROGRAM:-$HEADER}\"" -DMODE="$MODE" "@$LINK.rsp" main.cpp -o "$OUT/program" $use $keyed $standard -ldl
