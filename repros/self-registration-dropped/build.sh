#!/bin/sh
# Writes $OUT/program: main.cpp and a codec that registers itself, from an archive or a shared library.
#
# LINK      the file of that name with .rsp: how the codec is linked
# PNG       png.cpp, png-used.cpp or png-constructor.cpp
# COMPILER  gcc ($CC) or clang ($CLANG)
# LD, LD_GOLD, LD_LLD or MOLD   the linker
# BUILD     nothing; or cmake ($CMAKE), meson ($MESON) or rustc ($RUSTC), which build the same program from the file PROJECT
set -eu
: "${OUT:?set OUT to a folder to write into}" "${CC:=cc}" "${CLANG:=clang}" "${COMPILER:=gcc}" "${LINK:=archive}" "${PNG:=png.cpp}" "${BUILD:=}"
here=$(cd "$(dirname "$0")" && pwd)
cd "$OUT"
case $BUILD in
cmake | meson)
  mkdir -p source
  cp "$here"/registry.h "$here"/registry.cpp "$here"/png.cpp "$here"/main.cpp "$here"/whether.cpp source/
  ;;
esac
case $BUILD in
cmake)
  cp "$here/cmake/${PROJECT:-CMakeLists.txt}" source/CMakeLists.txt
  "${CMAKE:-cmake}" -G Ninja -DCMAKE_MAKE_PROGRAM="$(command -v "${NINJA:-ninja}")" -DCMAKE_CXX_COMPILER="$(command -v "${GCC:-g++}")" \
    -DCMAKE_CXX_COMPILER_WORKS=1 -DCMAKE_CXX_FLAGS=-march=x86-64 -DCMAKE_EXE_LINKER_FLAGS=-lstdc++ -S source -B made >/dev/null
  "${NINJA:-ninja}" -C made >/dev/null
  find made -name png.cpp.o -exec cp {} png.o ';'
  mv made/program .
  exit
  ;;
meson)
  cp "$here/meson/meson.build" source/
  CXX="${GCC:-g++}" CXXFLAGS=-march=x86-64 LDFLAGS=-lstdc++ NINJA="$(command -v "${NINJA:-ninja}")" "${MESON:-meson}" setup made source >/dev/null
  "${NINJA:-ninja}" -C made >/dev/null
  find made -name '*png.cpp.o' -exec cp {} png.o ';'
  mv made/program .
  exit
  ;;
esac
case $COMPILER in clang) compiler=$CLANG ;; *) compiler=$CC ;; esac
linker=${LD_LLD:-${LD_GOLD:-${MOLD:-${LD:-ld}}}}
# Both compilers take the program `ld` that they find in the folder of -B; -fuse-ld=lld, gold or mold is what people write.
mkdir -p linker
ln -sf "$(command -v "$linker")" linker/ld
set -- "$compiler" -O2 -march=x86-64 -fPIC -Blinker
"$@" -c "$here/main.cpp" -o main.o
"$@" -c "$here/whether.cpp" -o whether.o
"$@" -c "$here/registry.cpp" -o registry.o
case $LINK in reference) "$@" -c "$here/reference.cpp" -o reference.o ;; esac
"$@" -c "$here/$PNG" -o png.o
case $LINK in
as-needed | needed | default)
  "$@" -shared registry.o -o libregistry.so
  "$@" -shared png.o -L. -lregistry -o libpng.so
  ;;
*) ar rcs libcodecs.a registry.o png.o ;;
esac
case $BUILD in
rustc)
  ar rcs libwhether.a whether.o
  "${RUSTC:-rustc}" --edition 2024 -O -C target-cpu=x86-64 -L . "$here/${PROJECT:-whole.rs}" -o program
  ;;
*) "$@" main.o whether.o "@$here/$LINK.rsp" -Wl,-rpath,'$ORIGIN' -o program ;;
esac
