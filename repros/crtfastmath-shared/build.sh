#!/bin/sh
# Writes $OUT/libmean.so and $OUT/host, which uses it.
#
# GCC or CLANG   the compiler
# LINK           the flags that the library is linked with: the file of that name with .rsp
# COMPILE        the flags that it is compiled with, likewise
# LOAD           linked, plugin or kept: how the program comes to it
# BY             cc: two commands; make: Makefile; cmake: CMakeLists.txt
set -eu
: "${OUT:?set OUT to a folder to write into}" "${LINK:=ffast-math}" "${COMPILE:=ffast-math}" "${LOAD:=plugin}" "${BY:=cc}"
here=$(cd "$(dirname "$0")" && pwd)
compiler=${GCC:-${CLANG:-cc}}
mkdir -p "$OUT/build"
case $BY in
make) "${MAKE_BIN:-make}" -s -C "$OUT/build" -f "$here/Makefile" VPATH="$here" CC="$compiler" && cp "$OUT/build/libmean.so" "$OUT" ;;
cmake)
  cp "$here/CMakeLists.txt" "$here/mean.c" "$OUT/build"
  "${CMAKE:-cmake}" -S "$OUT/build" -B "$OUT/build" -DCMAKE_C_COMPILER="$compiler" -DCMAKE_C_COMPILER_WORKS=1 \
    -DCMAKE_MAKE_PROGRAM="$(command -v "${MAKE_BIN:-make}")" -DCMAKE_C_FLAGS=-march=x86-64 >"$OUT/build/log"
  "${CMAKE:-cmake}" --build "$OUT/build" >>"$OUT/build/log"
  cp "$OUT/build/libmean.so" "$OUT"
  ;;
*)
  "$compiler" -O2 -march=x86-64 -fPIC "@$here/$COMPILE.rsp" -c "$here/mean.c" -o "$OUT/mean.o"
  "$compiler" -shared "@$here/$LINK.rsp" "$OUT/mean.o" -o "$OUT/libmean.so"
  ;;
esac
case $LOAD in
linked) set -- -DLINKED "$OUT/libmean.so" -Wl,-rpath,"$OUT" ;;
*) set -- ;;
esac
"$compiler" -O2 -march=x86-64 "$here/host.c" "$here/load-$LOAD.c" "$@" -lm -ldl -lpthread -o "$OUT/host"
