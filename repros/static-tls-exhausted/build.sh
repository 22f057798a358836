#!/bin/sh
# Writes $OUT/host and the plug-ins $OUT/NAME.so of PLUGINS.
#
# COMPILER  cc ($CC), clang ($CLANG), gcc ($GCC, with a C library of its own) or musl ($MUSL_GCC)
# PLUGINS   the plug-ins, as NAME:SIZE:FLAGS; FLAGS is the file of that name with .rsp
# DEFINES   more flags for the plug-ins, such as -DALIGN=128
# LINKED    the plug-in that the host is linked with, none without it
set -eu
: "${OUT:?set OUT to a folder to write into}" "${COMPILER:=cc}" "${PLUGINS:=reverb:4096:initial-exec}" "${DEFINES:=}" "${LINKED:=}"
here=$(cd "$(dirname "$0")" && pwd)
case $COMPILER in
clang) compiler=${CLANG:-clang} ;;
gcc) compiler=${GCC:?the compiler to measure} ;;
musl) compiler=${MUSL_GCC:-musl-gcc} ;;
*) compiler=${CC:-cc} ;;
esac
for plugin in $PLUGINS; do
  name=${plugin%%:*} flags=${plugin##*:} size=${plugin#*:}
  # DEFINES is a list of words.
  # shellcheck disable=SC2086
  "$compiler" -O2 -march=x86-64 "@$here/$flags.rsp" "-DSIZE=${size%%:*}" $DEFINES -shared "$here/plugin.c" -o "$OUT/$name.so"
done
# misbuilt:region linked
"$compiler" -O2 -march=x86-64 "$here/host.c" ${LINKED:+-Wl,--no-as-needed "$OUT/$LINKED.so" -Wl,-rpath,'$ORIGIN'} -ldl -o "$OUT/host"
# misbuilt:endregion linked
