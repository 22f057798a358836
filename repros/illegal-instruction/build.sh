#!/bin/sh
# Builds $OUT/trap. rows-cpu.c is compiled for CPU_LEVEL, rows.cpp by COMPILER with CXX_FLAGS.
set -eu
OUT=${OUT:-out} CC=${CC:-cc}
mkdir -p "$OUT"
"$CC" -march=x86-64 -O1 -c trap.c -o "$OUT/trap.o"
"$CC" -march="${CPU_LEVEL:-x86-64}" -O2 -c rows-cpu.c -o "$OUT/rows-cpu.o"
case ${COMPILER:-gcc} in
gcc) "$CC" -march=x86-64 ${CXX_FLAGS:--O1} -w -c rows.cpp -o "$OUT/rows.o" ;;
clang) "${CLANG:-clang}" -march=x86-64 ${CXX_FLAGS:--O1} -w -c rows.cpp -o "$OUT/rows.o" ;;
zig) "${ZIG:-zig}" c++ -target x86_64-linux-gnu.2.31 -mcpu=x86_64 ${CXX_FLAGS:-} -w -c rows.cpp -o "$OUT/rows.o" ;;
esac
"$CC" "$OUT/trap.o" "$OUT/rows-cpu.o" "$OUT/rows.o" -lstdc++ -o "$OUT/trap"
