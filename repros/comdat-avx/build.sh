#!/bin/sh
# Writes $OUT/program and the object files that it is linked from: fast.o for AVX2, plain.o and main.o for any x86-64.
#
# GCC or CLANG   the compiler
# LD, LD_LLD, LD_GOLD or MOLD   the linker; the compiler's own without one
# HEADER         the one with the shared function: order.h, order-static.h or order-namespace.h
# FAST           fast.cpp, or fast-target.cpp, which is compiled without -mavx2
# FLAGS          more flags for all files
# ORDER          fast or plain: which of the two stands first in the link
set -eu
: "${OUT:?set OUT to a folder to write into}" "${HEADER:=order.h}" "${FAST:=fast.cpp}" "${FLAGS:=}" "${ORDER:=fast}"
here=$(cd "$(dirname "$0")" && pwd)
compiler=${GCC:-${CLANG:-cc}}
linker=${LD:-${LD_LLD:-${LD_GOLD:-${MOLD:-}}}}
set -- -O2 -march=x86-64 "-DORDER_H=\"$HEADER\"" $FLAGS
case $FAST in fast.cpp) avx="-mavx2 -DISA=avx2" ;; *) avx= ;; esac
"$compiler" "$@" -c "$here/plain.cpp" -o "$OUT/plain.o"
"$compiler" "$@" $avx -c "$here/$FAST" -o "$OUT/fast.o"
"$compiler" "$@" -c "$here/main.cpp" -o "$OUT/main.o"
case $ORDER in fast) set -- fast.o plain.o ;; *) set -- plain.o fast.o ;; esac
use=
if [ -n "$linker" ]; then
  # Both compilers take the program `ld` that they find in the folder of -B.
  mkdir -p "$OUT/linker"
  ln -sf "$(command -v "$linker")" "$OUT/linker/ld"
  use=-B$OUT/linker
fi
cd "$OUT"
# -rdynamic for the names of functions, which the program prints.
"$compiler" $use -rdynamic "$@" main.o -ldl -lstdc++ -o program
