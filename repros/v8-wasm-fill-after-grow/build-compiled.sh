#!/bin/sh
# Writes $OUT/program.wasm from SOURCE, writer.c or writer.zig, as a program with threads is linked: one memory, shared, from
# the host. 64 KiB hold the words of program.mjs, the program's data from 4096 on, and its stack.
set -eu
: "${OUT:?set OUT to a folder to write into}" "${ZIG:=zig}" "${SOURCE:=writer.c}"
here=$(cd "$(dirname "$0")" && pwd)
ZIG_GLOBAL_CACHE_DIR=$OUT/cache ZIG_LOCAL_CACHE_DIR=$OUT/cache
export ZIG_GLOBAL_CACHE_DIR ZIG_LOCAL_CACHE_DIR
case $SOURCE in
*.c)
  "$ZIG" cc -target wasm32-freestanding -mcpu=generic+atomics+bulk_memory -O2 -fno-delete-null-pointer-checks -nostdlib \
    -Wl,--no-entry -Wl,--import-memory -Wl,--shared-memory -Wl,--initial-memory=65536 -Wl,--max-memory=1073741824 \
    -Wl,--global-base=4096 -Wl,-z,stack-size=4096 -o "$OUT/program.wasm" "$here/$SOURCE"
  ;;
*.zig)
  "$ZIG" build-exe -target wasm32-freestanding -mcpu=generic+atomics+bulk_memory -OReleaseFast -fno-entry -rdynamic \
    --import-memory --shared-memory --initial-memory=65536 --max-memory=1073741824 --global-base=4096 --stack 4096 \
    -femit-bin="$OUT/program.wasm" "$here/$SOURCE"
  ;;
esac
