#!/bin/sh
# Is a WebAssembly module affected, run in this Node?
#
#   NODE=node sh affected.sh app.wasm       the module, and the engine of $NODE
#   NODE=node sh affected.sh                the engine alone
#
# FLAGS are the flags that Node is started with. Prints what it found, then `affected`, `not affected` or `cannot tell`;
# exit status 1, 0 or 2. It needs the other files of this folder.
set -eu
: "${NODE:=node}" "${FLAGS:=}"
exec "$NODE" $FLAGS "$(dirname "$0")/affected.mjs" "$@"
