#!/bin/sh
# Builds one.zig into $OUT/one.wasm with all flags that threads need, or without one of them: set its variable to
# nothing, or to something else.
#
#   OUT=/tmp/x ZIG=zig sh build.sh && OUT=/tmp/x sh run.sh
#   OUT=/tmp/x ZIG=zig SHARED= sh build.sh
set -eu
: "${OUT:?set OUT to a folder to build into}" "${ZIG:=zig}" "${OPTIMIZE:=ReleaseSmall}" "${GIVE_ALLOCATOR:=true}"
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$OUT/source"
cp "$here/one.zig" "$OUT/source/"
echo "pub const give_allocator = $GIVE_ALLOCATOR;" >"$OUT/source/options.zig"
cd "$OUT"
# Nothing here calls compiler-rt, and to build it takes longer than all else.
set -- -fno-compiler-rt
# misbuilt:region flags
"$ZIG" build-exe source/one.zig "$@" -fno-entry -O "$OPTIMIZE" -femit-bin=one.wasm --export=run --export=count \
  -target "${TARGET-wasm32-wasi}" \
  -mcpu="${CPU-generic+atomics+bulk_memory}" \
  ${THREADS--fno-single-threaded} \
  ${SHARED---shared-memory} \
  ${IMPORT---import-memory} \
  ${INITIAL---initial-memory=33554432} \
  ${MAXIMUM---max-memory=67108864} \
  ${START---export=wasi_thread_start}
# misbuilt:endregion flags
