#!/bin/sh
# Writes $OUT/program.wasm.
# WRITE   fill, copy, atomic, store, size-fill, grow0-fill, grow0-copy or grow0-atomic: see program.mjs
# MEMORY  growing, or fixed: all its pages from the start
set -eu
: "${OUT:?set OUT to a folder to write into}" "${NODE:=node}" "${WRITE:=fill}" "${MEMORY:=growing}"
here=$(cd "$(dirname "$0")" && pwd)
"$NODE" --input-type=module -e '
  const [here, out, write, memory] = process.argv.slice(1);
  const bytes = (await import(`${here}/program.mjs`)).program(write, memory);
  if (!WebAssembly.validate(bytes)) throw new Error("the module is not valid");
  (await import("node:fs")).writeFileSync(`${out}/program.wasm`, bytes);
' "$here" "$OUT" "$WRITE" "$MEMORY"
