#!/bin/sh
# Writes $OUT/program: main.c and two files that add a hook each to the section `hooks`.
#
# BOUNDS    weak, part or strong: see main.c
# HOOKS     nothing, or -retained: the files of the hooks
# LINK      gc, flag or whole: the file of that name with .rsp
# WITHOUT   link: compile only; link.sh links
# COMPILER  gcc ($GCC) or clang ($CLANG)
# LD, LD_GOLD, LD_LLD or MOLD   the linker
set -eu
: "${OUT:?set OUT to a folder to write into}" "${GCC:=gcc}" "${CLANG:=clang}" "${COMPILER:=gcc}" "${BOUNDS:=weak}" "${HOOKS:=}" "${LINK:=gc}"
here=$(cd "$(dirname "$0")" && pwd)
cd "$OUT"
case $COMPILER in clang) compiler=$CLANG ;; *) compiler=$GCC ;; esac
linker=${LD_LLD:-${LD_GOLD:-${MOLD:-${LD:-ld.lld}}}}
# Both compilers take the program `ld` that they find in the folder of -B; -fuse-ld=lld, gold or mold is what people write.
mkdir -p linker
ln -sf "$(command -v "$linker")" linker/ld
set -- "$compiler" -O2 -march=x86-64 -ffunction-sections -fdata-sections -Blinker
"$@" "-DBOUNDS_$BOUNDS" -c "$here/main.c" -o main.o
"$@" -c "$here/open$HOOKS.c" -o open.o
"$@" -c "$here/close$HOOKS.c" -o close.o
[ "${WITHOUT:-}" = link ] || "$@" main.o open.o close.o "@$here/$LINK.rsp" -o program
