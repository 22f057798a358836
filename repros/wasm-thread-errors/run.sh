#!/bin/sh
# Runs what build.sh built in Node's worker threads. HOST_MEMORY: shared, plain or no-maximum.
set -eu
: "${OUT:?set OUT to the folder that build.sh built into}" "${NODE:=node}"
exec "$NODE" "$(dirname "$0")/host.mjs" "$OUT/one.wasm"
