#!/bin/sh
# HOST   node or chromium
# WRITE  fill, copy, store, grow0-fill or grow0-copy: see program.mjs
#
#   OUT=/tmp/x sh build.sh && OUT=/tmp/x WRITE=fill sh run.sh
#
# Exit status: 0 no run trapped, 1 some did, 3 a run failed otherwise.
set -eu
: "${OUT:?set OUT to a folder to write into}" "${NODE:=node}" "${CHROMIUM:=chromium}" "${HOST:=node}" "${WRITE:=fill}"
export OUT CHROMIUM
exec "$NODE" "$(dirname "$0")/$HOST.mjs" "$WRITE" 5
