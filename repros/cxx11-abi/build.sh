#!/bin/sh
# Writes $OUT/libconfig.so and $OUT/program, which uses it.
#
# GCC or CLANG   the compiler, with libstdc++
# LIBRARY        the flags of the library: the file of that name with .rsp
# PROGRAM        the flags of the program, likewise
# DEFINE         TITLE: the program also calls a function that returns a string
set -eu
: "${OUT:?set OUT to a folder to write into}" "${LIBRARY:=old}" "${PROGRAM:=new}" "${DEFINE:=ORDINARY}"
here=$(cd "$(dirname "$0")" && pwd)
compiler=${GCC:-${CLANG:-cc}}
"$compiler" "@$here/$LIBRARY.rsp" -fPIC -shared "$here/config.cpp" "$here/plain.cpp" -o "$OUT/libconfig.so" -lstdc++
"$compiler" "@$here/$PROGRAM.rsp" "-D$DEFINE" "$here/main.cpp" "$OUT/libconfig.so" -Wl,-rpath,"$OUT" -lstdc++ -o "$OUT/program"
