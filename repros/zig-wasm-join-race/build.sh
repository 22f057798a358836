#!/bin/sh
# Builds threads.zig and corners.zig into $OUT/*.wasm. By hand:
#
#   OUT=/tmp/x ZIG=zig sh build.sh && OUT=/tmp/x NODE=node sh run.sh
#
# OPTIMIZE   Debug, ReleaseSafe, ReleaseFast or ReleaseSmall
# PATCHES    all (default), none, or names out of patches/
# WITHOUT    some to leave out of all of them
# ALLOCATOR  std, wrapped or fixed: see threads.zig
# GATE       true: threads wait until all of them have been started
# PROGRAMS   threads, corners: which to build
# THREAD_LOCAL  false: corners.zig has no thread-local variable
# MAY_BLOCK  true where the first thread may block (Node, a Web Worker), false for a browser's main thread
set -eu
: "${OUT:?set OUT to a folder to build into}" "${ZIG:=zig}"
: "${OPTIMIZE:=Debug}" "${PATCHES:=all}" "${WITHOUT:=}" "${ALLOCATOR:=std}" "${MAY_BLOCK:=true}" "${GATE:=false}" "${PROGRAMS:=threads}"
: "${THREAD_LOCAL:=true}"
here=$(cd "$(dirname "$0")" && pwd)

if [ "$PATCHES" = all ]; then
  PATCHES="allocator-lock memory-refresh thread-start tls-align stack-size join-race detached-exit"
  case $("$ZIG" version) in
  0.13.*) PATCHES="$PATCHES main-thread-wait join-wait" ;;
  0.14.* | 0.15.*) PATCHES="allocator-guard $PATCHES main-thread-wait join-wait" ;;
  0.16.*) PATCHES="allocator-guard $PATCHES futex-timeout" ;;
  *) PATCHES="allocator-guard $PATCHES" ;;
  esac
  for name in $WITHOUT; do
    PATCHES=" $PATCHES "
    PATCHES="${PATCHES%% "$name" *} ${PATCHES#* "$name" }"
  done
fi

# $OUT/lib is the lib folder that the programs are built with, for affected.sh.
rm -rf "$OUT/lib"
lib=
if [ "$PATCHES" = none ]; then
  ln -s "$("$ZIG" env | sed -n 's/^ *[".]*lib_dir"*[ :=]*"\(.*\)",*$/\1/p')" "$OUT/lib"
else
  sh "$here/patch-std.sh" "$OUT/lib" $PATCHES
  lib="--zig-lib-dir $OUT/lib"
fi
# Nothing here calls compiler-rt, and to build it takes longer than all else.
lib="$lib -fno-compiler-rt"

mkdir -p "$OUT/source"
cp "$here"/*.zig "$OUT/source/"
cat >"$OUT/source/options.zig" <<END
pub const allocator: enum { std, wrapped, fixed } = .$ALLOCATOR;
pub const first_thread_may_block = $MAY_BLOCK;
pub const gate = $GATE;
pub const thread_local = $THREAD_LOCAL;
END
cd "$OUT"

program() { # NAME EXPORT…
  name=$1
  shift
  for export in "$@"; do set -- "$@" "--export=$export" && shift; done
  # misbuilt:region build
  "$ZIG" build-exe "source/$name.zig" -fno-entry -O "$OPTIMIZE" $lib "$@" \
    -target wasm32-wasi -mcpu=generic+atomics+bulk_memory -fno-single-threaded \
    --shared-memory --import-memory --export-memory --initial-memory=33554432 --max-memory=268435456 \
    --export=wasi_thread_start --export=__stack_pointer -femit-bin="$name.wasm"
  # misbuilt:endregion build
}

for program in $PROGRAMS; do
  case $program in
  threads) program threads progress evidence entry_stacks run detach claim contend linger ;;
  corners) program corners progress evidence entry_stacks deep leave stay enter ;;
  esac
done
