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
behaves() { # NAME WORDS
  said=$("$NODE" "$here/host/node.mjs" "$1.claim,100000,10" --runs 2 --chance || true)
  case $said in
  *": $2"*) echo "$1.wasm: $2" ;;
  *)
    echo "$1.wasm: broken: not '$2', but '$said'"
    status=1
    ;;
  esac
}
behaves hazard "broken: one block was given to two threads"
behaves patched "sound in 2 of 2 runs"
test "$status" = 0 && echo "sound in every respect"
exit "$status"
