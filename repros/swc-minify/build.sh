#!/bin/sh
# Minifies one program of bugs/ with swc. By hand, in a folder with @swc/core in its node_modules:
#
#   OUT=/tmp/x BUG=equal-branches sh build.sh && OUT=/tmp/x sh run.sh
#
# NODE      the node command
# SWC       the module @swc/core, or a path to it
# BUG       equal-branches, similar-ifs, return-in-try or finally-break
# OPTIONS   a file of options/: what swc is told beyond its defaults
set -eu
: "${OUT:?set OUT to a folder to build into}" "${NODE:=node}" "${BUG:=equal-branches}" "${OPTIONS:=defaults}"
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$OUT"
cp "$here/bugs/$BUG.js" "$OUT/source.js"
cp "$here/options/$OPTIONS.json" "$OUT/options.json"
exec "$NODE" "$here/minify.mjs" "$OUT/source.js" "$OUT/minified.js" "$OUT/options.json"
