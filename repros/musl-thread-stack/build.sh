#!/bin/sh
# Writes $OUT/program: thread.c.
#
# MUSL_GCC or CC  the compiler: with musl's wrapper, or the distribution's own
# LINK            static or dynamic
# STACK           a file of flags for the link
# VARIANT         PLAIN, ATTRIBUTE, DEFAULT or HEAP: see thread.c
set -eu
: "${OUT:?set OUT to a folder to write into}" "${LINK:=static}" "${STACK:=none.rsp}" "${VARIANT:=PLAIN}"
here=$(cd "$(dirname "$0")" && pwd)
case $LINK in static) set -- -static ;; *) set -- ;; esac
"${MUSL_GCC:-${CC:-cc}}" -O1 -march=x86-64 "-DVARIANT=$VARIANT" "$here/thread.c" -o "$OUT/program" -pthread "$@" "@$here/$STACK"
