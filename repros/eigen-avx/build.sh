#!/bin/sh
# Writes $OUT/libsamples.so, $OUT/program, which uses it, and $OUT/compile_commands.json, which says how both were compiled.
#
# GCC or CLANG   the compiler
# LIBRARY        the flags of the library: the file of that name with .rsp
# PROGRAM        the flags of the program, likewise
# PREPARED       a folder with the objects that prepare.sh made, if there is one
set -eu
: "${OUT:?set OUT to a folder to write into}" "${LIBRARY:=avx}" "${PROGRAM:=plain}" "${PREPARED:=}"
here=$(cd "$(dirname "$0")" && pwd)
compiler=${GCC:-${CLANG:-cc}}
# What is not prepared is compiled now.
ONLY=
for object in "samples-$LIBRARY" "main-$PROGRAM"; do
  if [ -e "$PREPARED/$object.o" ]; then ln -sf "$PREPARED/$object.o" "$OUT"; else ONLY="$ONLY $object"; fi
done
if [ -n "$ONLY" ]; then ONLY=$ONLY sh "$here/prepare.sh"; fi
"$compiler" -shared "$OUT/samples-$LIBRARY.o" -o "$OUT/libsamples.so" -lstdc++
"$compiler" "$OUT/main-$PROGRAM.o" "$OUT/libsamples.so" -Wl,-rpath,"$OUT" -lstdc++ -lm -o "$OUT/program"
include=$(dirname "$(dirname "${EIGEN:-/usr/include/eigen3/Eigen/Core}")")
entry() {
  printf '{\n  "directory": "%s",\n  "command": "%s -I%s %s -c %s",\n  "file": "%s"\n}' \
    "$here" "$compiler" "$include" "$(cat "$here/$2.rsp")" "$1" "$1"
}
printf '[\n%s,\n%s\n]\n' "$(entry samples.cpp "$LIBRARY")" "$(entry main.cpp "$PROGRAM")" >"$OUT/compile_commands.json"
