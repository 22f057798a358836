#!/bin/sh
# Writes $OUT/libcounter.so and $OUT/program.
#
# GCC or CLANG   the compiler
# LD_LLD, LD_GOLD or MOLD   the linker, where it is not the compiler's own
# LIBRARY, PROGRAM   flags for each: the file of that name with .rsp
# COUNTER        counter.h or accessor.h: the program's header
set -eu
: "${OUT:?set OUT to a folder to write into}" "${LIBRARY:=symbolic}" "${PROGRAM:=pie}" "${COUNTER:=counter.h}"
cd "$(dirname "$0")"
compiler=${GCC:-${CLANG:-cc}}
linker=${LD_LLD:-${LD_GOLD:-${MOLD:-}}}
place=
if [ -n "$linker" ]; then
  # The compiler takes the program `ld` that it finds in the folder of -B; -fuse-ld=lld, gold or mold is what people write.
  mkdir -p "$OUT/linker"
  ln -sf "$(command -v "$linker")" "$OUT/linker/ld"
  place=-B$OUT/linker
fi
"$compiler" $place -O1 -march=x86-64 -fPIC -shared "@$LIBRARY.rsp" counter.c accessor.c -o "$OUT/libcounter.so"
"$compiler" $place -O1 -march=x86-64 "@$PROGRAM.rsp" -DCOUNTER="\"$COUNTER\"" program.c -o "$OUT/program" "$OUT/libcounter.so" -ldl
