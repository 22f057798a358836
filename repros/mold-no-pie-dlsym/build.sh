#!/bin/sh
# Writes $OUT/program: ask.c, linked by the linker that is given.
#
# FUNCTION  memcpy, strlen or getpid
# PIE       no-pie or pie
# MORE      nothing, or other flags for the compiler
# COMPILER  gcc ($GCC) or clang ($CLANG)
# MOLD, LD, LD_GOLD or LD_LLD   the linker
set -eu
: "${OUT:?set OUT to a folder to write into}" "${GCC:=gcc}" "${CLANG:=clang}" "${COMPILER:=gcc}" "${FUNCTION:=memcpy}" "${PIE:=no-pie}"
here=$(cd "$(dirname "$0")" && pwd)
cd "$OUT"
case $COMPILER in clang) compiler=$CLANG ;; *) compiler=$GCC ;; esac
linker=${MOLD:-${LD_LLD:-${LD_GOLD:-${LD:-mold}}}}
# Both compilers take the program `ld` that they find in the folder of -B; -fuse-ld=lld, gold or mold is what people write.
mkdir -p linker
ln -sf "$(command -v "$linker")" linker/ld
"$compiler" -O2 -march=x86-64 -Blinker "-DFUNCTION=$FUNCTION" "-f$PIE" "-$PIE" ${MORE:-} "$here/ask.c" -o program
