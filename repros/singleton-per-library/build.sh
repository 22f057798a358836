#!/bin/sh
# Writes $OUT/program, $OUT/one.so and $OUT/two.so.
#
# GCC or CLANG   the compiler
# COMPILE, LINK  flags for all compilation, and for the program's link: the file of that name with .rsp
# HOW            linked, or plugin: the two are loaded by dlopen
# MODE           RTLD_LOCAL or RTLD_GLOBAL
# COUNTER        inline, or library: $OUT/libcounter.so has it
set -eu
: "${OUT:?set OUT to a folder to write into}" "${COMPILE:=none}" "${LINK:=none}" "${HOW:=plugin}" "${MODE:=RTLD_LOCAL}" "${COUNTER:=inline}"
cd "$(dirname "$0")"
compiler=${GCC:-${CLANG:-cc}}
compile() {
  "$compiler" -std=c++17 -O1 -march=x86-64 -fPIC "@$COMPILE.rsp" "$@"
}
counter=
if [ "$COUNTER" = library ]; then
  compile -shared counter.cpp -o "$OUT/libcounter.so" -lstdc++
  counter=$OUT/libcounter.so
fi
for name in one two; do
  compile -shared -DNAME="$name" part.cpp -o "$OUT/$name.so" $counter -lstdc++
done
case $HOW in
plugin) use=-DPLUGIN ;;
*) use="$OUT/one.so $OUT/two.so" ;;
esac
compile -pie -DMODE="$MODE" "@$LINK.rsp" program.cpp -o "$OUT/program" $use $counter -lstdc++ -ldl
