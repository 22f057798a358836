#!/bin/sh
# Runs the program as it was written and as it was minified, and exits 1 where they print different things.
set -eu
: "${OUT:?set OUT to the folder that build.sh built into}" "${NODE:=node}"
exec "$NODE" "$(dirname "$0")/compare.mjs" "$OUT/source.js" "$OUT/minified.js"
