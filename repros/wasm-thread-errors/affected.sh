#!/bin/sh
# Does a WebAssembly program lack something that threads need? Reads its imports, its memory and its exports.
#
#   [NODE=node] sh affected.sh PROGRAM.wasm
#
# Ends with `affected`, `not affected` or `cannot tell`; exit status 1, 0 or 2.
set -eu
exec "${NODE:-node}" "$(dirname "$0")/module.mjs" "$@"
