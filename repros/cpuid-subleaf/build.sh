#!/bin/sh
# Compiles main.c with one of the detections. By hand:
#
#   OUT=/tmp/x GCC=gcc sh build.sh && OUT=/tmp/x sh run.sh
#
# GCC or CLANG   the compiler
# DETECT         detect, detect-cleared, detect-count or detect-builtin
# LEVEL          of optimisation
set -eu
: "${OUT:?set OUT to a folder to build into}" "${DETECT:=detect}" "${LEVEL:=-O2}"
: "${GCC:=${CLANG:-gcc}}"
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$OUT"
cp "$here/detect.h" "$OUT/"
cp "$here/$DETECT.c" "$OUT/source.c"
"$GCC" "$LEVEL" -march=x86-64 -I"$here" "$OUT/source.c" "$here/main.c" -o "$OUT/program"
