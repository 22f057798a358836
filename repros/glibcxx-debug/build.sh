#!/bin/sh
# Writes $OUT/libreport.so and $OUT/program, which uses it.
#
# GCC or CLANG   the compiler, with libstdc++
# LIBRARY        the flags of the library: the file of that name with .rsp
# PROGRAM        the flags of the program, likewise
# MAIN           main.cpp or main-checked.cpp
# DEFINE         SIGNATURE or UNDEFINED: what main.cpp does otherwise
set -eu
: "${OUT:?set OUT to a folder to write into}" "${LIBRARY:=plain}" "${PROGRAM:=debug}" "${MAIN:=main.cpp}" "${DEFINE:=ORDINARY}"
here=$(cd "$(dirname "$0")" && pwd)
compiler=${GCC:-${CLANG:-cc}}
"$compiler" "@$here/$LIBRARY.rsp" -fPIC -shared "$here/report.cpp" "$here/signature.cpp" -o "$OUT/libreport.so" -lstdc++
"$compiler" "@$here/$PROGRAM.rsp" "-D$DEFINE" "$here/$MAIN" "$OUT/libreport.so" -Wl,-rpath,"$OUT" -lstdc++ -o "$OUT/program"
