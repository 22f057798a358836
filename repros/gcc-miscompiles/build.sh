#!/bin/sh
# Compiles one program of bugs/. By hand:
#
#   OUT=/tmp/x BUG=flexible-array sh build.sh && OUT=/tmp/x sh run.sh
#
# GCC or CLANG   the compiler; it gets C++ too
# BUG            a program of bugs/, without its extension
# FLAGS          a file of flags/
set -eu
: "${OUT:?set OUT to a folder to build into}" "${BUG:=flexible-array}" "${FLAGS:=o2}"
: "${GCC:=${CLANG:-gcc}}"
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$OUT"
cp "$here/bugs/verdict.h" "$here/bugs/$BUG".c* "$OUT/"
cp "$here/flags/$FLAGS.rsp" "$OUT/flags.rsp"
standard=
[ -f "$OUT/$BUG.c" ] || standard=-std=c++20
"$GCC" $standard "@$OUT/flags.rsp" -march=x86-64 "$OUT/$BUG".c* -o "$OUT/program" -lstdc++
