#!/bin/sh
# Writes $OUT/answer.host, and $OUT/answer.so or, with INTO=program, a host that has the answer in itself.
#
# SOURCE     answer.S, answer-noted.S or trampoline.c
# FLAGS      default, noexecstack or assembler: the file of that name with .rsp
# INTO       library or program
# COMPILER   cc ($CC), or gcc ($GCC, with its own linker)
# HOST       cc or gcc: what the host is compiled by; its C library opens the library
# LD, LD_GOLD, LD_LLD or MOLD   the linker; that of COMPILER without any
# CLEAR      yes: clear.sh takes the flag out of the library afterwards
set -eu
: "${OUT:?set OUT to a folder to write into}" "${COMPILER:=cc}" "${SOURCE:=answer.S}" "${FLAGS:=default}" "${INTO:=library}" "${CLEAR:=no}"
: "${HOST:=$COMPILER}"
here=$(cd "$(dirname "$0")" && pwd)
of() { case $1 in gcc) echo "${GCC:?the compiler to measure}" ;; *) echo "${CC:-cc}" ;; esac; }
linker=${LD:-${LD_GOLD:-${LD_LLD:-${MOLD:-}}}}
set -- -O2 -march=x86-64
if [ -n "$linker" ]; then
  # The compiler takes the program `ld` that it finds in the folder of -B; -fuse-ld=gold, lld or mold is what people write.
  mkdir -p "$OUT/linker"
  ln -sf "$(command -v "$linker")" "$OUT/linker/ld"
  set -- "$@" "-B$OUT/linker"
fi
if [ "$INTO" = program ]; then
  "$(of "$COMPILER")" "$@" "@$here/$FLAGS.rsp" -DOWN "$here/host.c" "$here/$SOURCE" -ldl -o "$OUT/answer.host"
else
  "$(of "$COMPILER")" "$@" "@$here/$FLAGS.rsp" -fPIC -shared "$here/$SOURCE" -o "$OUT/answer.so"
  "$(of "$HOST")" -O2 -march=x86-64 "$here/host.c" -ldl -o "$OUT/answer.host"
fi
if [ "$CLEAR" = yes ]; then
  sh "$here/clear.sh" "$OUT/answer.so"
fi
