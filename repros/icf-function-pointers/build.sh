#!/bin/sh
# Writes $OUT/program: events.c with HANDLERS, compiled by COMPILER and linked by the one linker that is given, with the flags
# of LINK.
#
# COMPILER  gcc ($CC) or clang ($CLANG)
# LD_LLD, LD_GOLD or MOLD   the linker
# HANDLERS  handlers.c, or handlers-apart.c
# LINK      all, safe, keep or none: the file of that name with .rsp
set -eu
: "${OUT:?set OUT to a folder to write into}" "${CC:=cc}" "${CLANG:=clang}" "${COMPILER:=gcc}" "${HANDLERS:=handlers.c}" "${LINK:=all}"
here=$(cd "$(dirname "$0")" && pwd)
case $COMPILER in clang) compiler=$CLANG ;; *) compiler=$CC ;; esac
linker=${LD_LLD:-${LD_GOLD:-${MOLD:-ld.lld}}}
# Both compilers take the program `ld` that they find in the folder of -B; -fuse-ld=lld, gold or mold is what people write.
mkdir -p "$OUT/linker"
ln -sf "$(command -v "$linker")" "$OUT/linker/ld"
"$compiler" -O2 -march=x86-64 -ffunction-sections -c "$here/events.c" -o "$OUT/events.o"
"$compiler" -O2 -march=x86-64 -ffunction-sections -c "$here/$HANDLERS" -o "$OUT/handlers.o"
"$compiler" -B"$OUT/linker" "$OUT/events.o" "$OUT/handlers.o" "@$here/$LINK.rsp" -o "$OUT/program"
