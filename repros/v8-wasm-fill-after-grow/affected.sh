#!/bin/sh
# Is a WebAssembly module affected, run in this Node?
#
#   NODE=node sh affected.sh app.wasm       the module, and the engine of $NODE
#   NODE=node sh affected.sh                the engine alone
#
# Prints what it found, then `affected`, `not affected` or `cannot tell`; exit status 1, 0 or 2. It needs the other files
# of this folder. A browser is not asked; Chromium N has V8 N/10.
set -eu
: "${NODE:=node}"
exec "$NODE" "$(dirname "$0")/affected.mjs" "$@"
