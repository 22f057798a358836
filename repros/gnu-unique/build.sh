#!/bin/sh
# Writes $OUT/host and three plugins of one source: counter.so, one.so and two.so.
#
# GCC or CLANG       the compiler
# LD_LLD or LD_GOLD  the linker, where it is not the compiler's own
# COMPILE, LINK      flags for the plugins: the file of that name with .rsp
# DEFINE             one more flag for counter.so
set -eu
: "${OUT:?set OUT to a folder to write into}" "${COMPILE:=none}" "${LINK:=none}" "${DEFINE:=}"
here=$(cd "$(dirname "$0")" && pwd)
compiler=${GCC:-${CLANG:-gcc}}
linker=${LD_LLD:-${LD_GOLD:-}}
place=
if [ -n "$linker" ]; then
  # The compiler takes the program `ld` that it finds in the folder of -B; -fuse-ld=lld or gold is what people write.
  mkdir -p "$OUT/linker"
  ln -sf "$(command -v "$linker")" "$OUT/linker/ld"
  place=-B$OUT/linker
fi
cd "$here"
"$compiler" -O1 -march=x86-64 host.c -o "$OUT/host" -ldl
plugin() {
  name=$1
  shift
  "$compiler" -O1 -march=x86-64 -fPIC "@$COMPILE.rsp" "$@" -c plugin.cpp -o "$OUT/$name.o"
  "$compiler" $place -shared "@$LINK.rsp" "$OUT/$name.o" -o "$OUT/$name.so" -lstdc++
}
plugin counter $DEFINE
plugin one -DVERSION=1
plugin two -DVERSION=2
