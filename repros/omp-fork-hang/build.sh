#!/bin/sh
# Writes $OUT/program: fork.c, for OpenMP.
#
# GCC or CLANG   the compiler; Clang links LLVM's OpenMP library, libomp
# LIBOMP         with GCC: its object is linked to this libomp, in place of libgomp
# VARIANT        PLAIN, RELEASED, FRESH, FIRST, THREAD or LATE: see fork.c
set -eu
: "${OUT:?set OUT to a folder to write into}" "${VARIANT:=PLAIN}"
here=$(cd "$(dirname "$0")" && pwd)
flags="-O1 -march=x86-64 -fopenmp -DVARIANT=$VARIANT"
if [ -n "${CLANG:-}" ]; then
  # shellcheck disable=SC2086
  "$CLANG" $flags "$here/fork.c" -o "$OUT/program" -L"${LIBOMP%/*}" -Wl,-rpath,"${LIBOMP%/*}"
elif [ -n "${LIBOMP:-}" ]; then
  # shellcheck disable=SC2086
  "${GCC:=gcc}" $flags -c "$here/fork.c" -o "$OUT/fork.o"
  # misbuilt:region libomp
  # MB0022: no -fopenmp at the link: it would add libgomp.
  "$GCC" "$OUT/fork.o" "$LIBOMP" -Wl,-rpath,"${LIBOMP%/*}" -o "$OUT/program"
  # misbuilt:endregion libomp
else
  # shellcheck disable=SC2086
  "${GCC:=gcc}" $flags "$here/fork.c" -o "$OUT/program"
fi
