#!/bin/sh
# Builds the two programs that the hazard's page runs in the reader's browser: hazard.wasm, whose allocator has no
# lock, and patched.wasm. The copies in browser/ must be these bytes; check-browser.sh compares.
set -eu
: "${OUT:?set OUT to a folder to build into}"
here=$(cd "$(dirname "$0")" && pwd)
top=$OUT
build() { # NAME VARIABLE…
  name=$1
  shift
  mkdir -p "$top/$name"
  env OPTIMIZE=ReleaseSmall "$@" OUT="$top/$name" sh "$here/build.sh"
  cp "$top/$name/threads.wasm" "$top/$name.wasm"
}
build hazard WITHOUT="allocator-lock memory-refresh"
build patched WITHOUT=
