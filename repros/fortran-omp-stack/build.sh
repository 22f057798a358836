#!/bin/sh
# Writes $OUT/program: MAIN and SOLVE, compiled with the flags of FLAGS.
#
# GFORTRAN  the compiler
# MAIN      main.f90, or main-region.f90, which calls solve in a parallel region
# SOLVE     solve.f90 or solve-allocatable.f90
# FLAGS     openmp, serial, recursive or static: the file of that name with .rsp
set -eu
: "${OUT:?set OUT to a folder to write into}" "${GFORTRAN:=gfortran}" "${MAIN:=main.f90}" "${SOLVE:=solve.f90}" "${FLAGS:=openmp}"
here=$(cd "$(dirname "$0")" && pwd)
"$GFORTRAN" -O1 -march=x86-64 -c "$here/watch.c" -o "$OUT/watch.o"
for file in "$MAIN" "$SOLVE" check.f90; do
  "$GFORTRAN" -O1 -march=x86-64 "@$here/$FLAGS.rsp" -c "$here/$file" -o "$OUT/$file.o"
done
"$GFORTRAN" "@$here/$FLAGS.rsp" "$OUT/$MAIN.o" "$OUT/$SOLVE.o" "$OUT/check.f90.o" "$OUT/watch.o" -o "$OUT/program"
