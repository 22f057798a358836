#!/bin/sh
# Writes $OUT/host and the plug-ins $OUT/NAME.so of PLUGINS.
#
# COMPILER  cc ($CC), clang ($CLANG), gcc ($GCC, with a C library of its own), musl ($MUSL_GCC) or
#           aarch64 ($GCC_AARCH64)
# PLUGINS   the plug-ins, as NAME:SIZE:FLAGS; FLAGS is the file of that name with .rsp
# DEFINES   more flags for the plug-ins, such as -DALIGN=128
# LINKED    yes: the host is linked with linked.rsp
set -eu
: "${OUT:?set OUT to a folder to write into}" "${COMPILER:=cc}" "${PLUGINS:=reverb:4096:initial-exec}" "${DEFINES:=}" "${LINKED:=}"
here=$(cd "$(dirname "$0")" && pwd)
march=-march=x86-64
case $COMPILER in
aarch64) compiler=${GCC_AARCH64:-aarch64-linux-gnu-gcc} march=-march=armv8-a ;;
clang) compiler=${CLANG:-clang} ;;
gcc) compiler=${GCC:?the compiler to measure} ;;
musl) compiler=${MUSL_GCC:-musl-gcc} ;;
*) compiler=${CC:-cc} ;;
esac
for plugin in $PLUGINS; do
  name=${plugin%%:*} flags=${plugin##*:} size=${plugin#*:}
  # DEFINES is a list of words.
  # shellcheck disable=SC2086
  "$compiler" -O2 "$march" "@$here/$flags.rsp" "-DSIZE=${size%%:*}" $DEFINES -shared "$here/plugin.c" -o "$OUT/$name.so"
done
set -- "$here/host.c"
[ -z "$LINKED" ] || set -- "$@" "-L$OUT" -Wl,-rpath,'$ORIGIN' "@$here/linked.rsp"
"$compiler" -O2 "$march" "$@" -ldl -o "$OUT/host"
