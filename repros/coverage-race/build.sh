#!/bin/sh
# Builds $OUT/program from count.c with coverage.
#
# GCC     the compiler
# FLAGS   plain, atomic, prefer-atomic or pthread: the file of that name with .rsp has the flags for compiling
# LINK    the same for linking
# THREADS how many threads the program counts in
set -eu
: "${OUT:?set OUT to a folder to write into}" "${GCC:=gcc}" "${FLAGS:=plain}" "${LINK:=plain}" "${THREADS:=4}"
here=$(cd "$(dirname "$0")" && pwd)
"$GCC" -march=x86-64 "@$here/$FLAGS.rsp" "-DTHREADS=$THREADS" -c "$here/count.c" -o "$OUT/count.o"
"$GCC" "@$here/$LINK.rsp" "$OUT/count.o" -o "$OUT/program"
