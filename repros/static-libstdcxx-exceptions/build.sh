#!/bin/sh
# Writes $OUT/library.so and $OUT/program.
#
# GCC or CLANG   the compiler; its driver for C++ is called
# LIBRARY, PROGRAM   flags for the link of each: the file of that name with .rsp
# DEFINE         one -D for the program
set -eu
: "${OUT:?set OUT to a folder to write into}" "${LIBRARY:=hidden}" "${PROGRAM:=shared}" "${DEFINE:=}"
cd "$(dirname "$0")"
if [ -n "${CLANG:-}" ]; then
  compile() { "$CLANG" --driver-mode=g++ -O1 -march=x86-64 "$@"; }
else
  # The driver that links C++ lies beside the one for C, and has its name. Without it, flags by hand name libstdc++.
  driver=$(command -v "${GCC:-gcc}" | sed 's|gcc\([^/]*\)$|g++\1|')
  [ -x "$driver" ] && [ -z "${GCC_START:-}" ] || driver=$GCC
  compile() { "$driver" -O1 -march=x86-64 "$@"; }
fi
compile -fPIC -shared library.cpp -o "$OUT/library.so" "@$LIBRARY.rsp"
compile -fPIE -pie $DEFINE program.cpp -o "$OUT/program" "$OUT/library.so" "@$PROGRAM.rsp" -ldl
