#!/bin/sh
# Runs $OUT/program.wasm in HOST: node or chromium. WRITE and MEMORY as it was built with.
#
#   export OUT=/tmp/x WRITE=fill && sh build.sh && sh run.sh
#
# Exit status: 0 all pages written, 1 a write trapped, 3 a run failed otherwise.
set -eu
: "${OUT:?set OUT to a folder to write into}" "${NODE:=node}" "${CHROMIUM:=chromium}" "${HOST:=node}" "${WRITE:=fill}" "${MEMORY:=growing}"
export OUT CHROMIUM
exec "$NODE" "$(dirname "$0")/$HOST.mjs" "$WRITE" "$MEMORY"
