#!/bin/sh
# Compiles filter.c with fast math and main.c without, and links them. By hand:
#
#   OUT=/tmp/x GCC=gcc sh build.sh && OUT=/tmp/x sh run.sh
#
# GCC or CLANG   the compiler
# FILTER         filter, filter-std, filter-self, filter-volatile or filter-bits
# FLAGS          a file of flags/
# BY             make or cmake: with the file of that name, which has its own flags
# Writes the commands to $OUT/build.log.
set -eu
: "${OUT:?set OUT to a folder to build into}" "${FILTER:=filter}" "${FLAGS:=fast}" "${BY:=hand}"
: "${GCC:=${CLANG:-gcc}}"
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$OUT"
case $BY in
make)
  cp "$here"/*.[ch] "$here/Makefile" "$OUT/"
  cd "$OUT"
  "${MAKE_BIN:-make}" CC="$GCC" program >build.log
  ;;
cmake)
  "${CMAKE:-cmake}" -S "$here" -B "$OUT/tree" -DCMAKE_C_COMPILER="$GCC" -DCMAKE_C_FLAGS="-O2 -march=x86-64 -ffast-math" >/dev/null
  "${CMAKE:-cmake}" --build "$OUT/tree" >/dev/null
  cp "$OUT/tree/program" "$OUT/program"
  grep '"command"' "$OUT/tree/compile_commands.json" >"$OUT/build.log"
  ;;
*)
  run() { # COMMAND…: runs it, and writes it down
    echo "$@" >>"$OUT/build.log"
    "$@"
  }
  : >"$OUT/build.log"
  cd "$here"
  # The words of the file are flags.
  run "$GCC" -O2 $(cat "flags/$FLAGS.rsp") -march=x86-64 -c "$here/$FILTER".c* -o "$OUT/filter.o"
  run "$GCC" -O2 -march=x86-64 -c "$here/main.c" -o "$OUT/main.o"
  run "$GCC" "$OUT/filter.o" "$OUT/main.o" -o "$OUT/program" -lm
  ;;
esac
