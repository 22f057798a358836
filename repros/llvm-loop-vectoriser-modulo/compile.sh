#!/bin/sh
# compile.sh LOOP FLAGS PROGRAM: as build.sh and affected.sh call it.
set -eu
: "${CC:=cc}"
here=$(cd "$(dirname "$0")" && pwd)
loop=$1 flags=$2 program=$3
case $loop in
*.rs)
  exec "${RUSTC:-rustc}" --edition 2024 --crate-name program -Clinker="$CC" "@$flags" -o "$program" "$loop"
  ;;
esac
if grep -q 'void fold' "$loop"; then main=fold-main.c; else main=unmask-main.c; fi
if [ -n "${CLANG:-}" ]; then
  "$CLANG" "@$flags" -c "$loop" -o "$program.o"
elif [ -n "${ZIG:-}" ]; then
  export ZIG_GLOBAL_CACHE_DIR="${program%/*}/zig-cache" ZIG_LOCAL_CACHE_DIR="${program%/*}/zig-cache"
  "$ZIG" cc $(cat "$flags") -c "$loop" -o "$program.o"
else
  "$CC" "@$flags" -c "$loop" -o "$program.o"
fi
"$CC" -O1 "$here/$main" "$program.o" -o "$program"
