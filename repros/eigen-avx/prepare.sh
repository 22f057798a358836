#!/bin/sh
# Compiles the library's file and the program's, each with the flags that cases ask for, into $OUT: each takes a second.
#
# GCC or CLANG   the compiler
# EIGEN          Eigen's header Core
# ONLY           the objects to make, each the name of a file and of its flags; without it all but main-max16
set -eu
: "${OUT:?set OUT to a folder to write into}"
: "${ONLY:=samples-avx samples-plain main-plain main-avx main-max32 main-malloc16}"
here=$(cd "$(dirname "$0")" && pwd)
include=$(dirname "$(dirname "${EIGEN:-/usr/include/eigen3/Eigen/Core}")")
# All at once, and then each for itself, so that one that fails is noticed.
started=
for name in $ONLY; do
  "${GCC:-${CLANG:-cc}}" "-I$include" "@$here/${name#*-}.rsp" -fPIC -c "$here/${name%-*}.cpp" -o "$OUT/$name.o" &
  started="$started $!"
done
for one in $started; do wait "$one"; done
