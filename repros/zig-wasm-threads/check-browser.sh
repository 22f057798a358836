#!/bin/sh
# Are the programs in browser/ what this toolchain builds from these sources, byte for byte? And do they behave?
set -eu
: "${OUT:?set OUT to the folder that build-browser.sh built into}" "${NODE:=node}"
here=$(cd "$(dirname "$0")" && pwd)
status=0
for name in hazard patched; do
  if cmp "$here/browser/$name.wasm" "$OUT/$name.wasm" >&2; then
    echo "browser/$name.wasm is what the sources build to"
  else
    echo "browser/$name.wasm: broken: the sources build to other bytes; copy \$OUT/$name.wasm there"
    status=1
  fi
done
behaves() { # NAME EXIT
  code=0
  "$NODE" "$here/host/node.mjs" "$1.run,0,500000" --runs 3 >"$OUT/$1.txt" || code=$?
  if [ "$code" = "$2" ]; then echo "$1.wasm: $(cat "$OUT/$1.txt" | sed 's/broken/blocks are damaged/')"; else
    echo "$1.wasm: broken: exit $code"
    status=1
  fi
}
behaves hazard 1
behaves patched 0
test "$status" = 0 && echo "sound in every respect"
exit "$status"
