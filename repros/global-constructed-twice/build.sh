#!/bin/sh
# Writes libone.so and libtwo.so, which both have libregistry.a in them, and the program.
#
# GCC or CLANG   the compiler
# COMPILE, LINK  flags for all compilation, and for the libraries' link: the file of that name with .rsp
# REGISTRY       archive, or shared: libregistry.so
# PROGRAM        libraries: it uses both; own: it has libregistry.a, too, and uses libone.so; reads: it uses both, and the object
#                itself, which the linker copies into it
set -eu
: "${OUT:?set OUT to a folder to write into}" "${COMPILE:=none}" "${LINK:=none}" "${REGISTRY:=archive}" "${PROGRAM:=libraries}"
cd "$(dirname "$0")"
compiler=${GCC:-${CLANG:-cc}}
# -O0: the constructor reads its return address to say who called it.
compile() {
  "$compiler" -std=c++17 -O0 -march=x86-64 -fPIC "@$COMPILE.rsp" "$@"
}
if [ "$REGISTRY" = shared ]; then
  compile -shared registry.cpp -o "$OUT/libregistry.so" -lstdc++ -ldl
  registry=$OUT/libregistry.so
else
  compile -c registry.cpp -o "$OUT/registry.o"
  rm -f "$OUT/libregistry.a"
  ar rcs "$OUT/libregistry.a" "$OUT/registry.o"
  registry=$OUT/libregistry.a
fi
for name in one two; do
  compile -shared -DNAME="$name" library.cpp -o "$OUT/lib$name.so" "@$LINK.rsp" "$registry" -lstdc++ -ldl
done
if [ "$PROGRAM" = own ]; then
  compile -DOWN program.cpp -o "$OUT/program" "$registry" "$OUT/libone.so" -lstdc++ -ldl
elif [ "$PROGRAM" = reads ]; then
  compile -fPIE -pie -DREADS program.cpp -o "$OUT/program" "$OUT/libone.so" "$OUT/libtwo.so" -lstdc++ -ldl
else
  compile program.cpp -o "$OUT/program" "$OUT/libone.so" "$OUT/libtwo.so" -lstdc++ -ldl
fi
