#!/bin/sh
# Writes $OUT/program.wasm. WAY is local, timed-out, wait64, operand, none, mutex or spin: see program.mjs
set -eu
: "${OUT:?set OUT to a folder to write into}" "${NODE:=node}" "${WAY:=local}"
here=$(cd "$(dirname "$0")" && pwd)
"$NODE" --input-type=module -e '
  const [here, out, way] = process.argv.slice(1);
  const bytes = (await import(`${here}/program.mjs`)).program(way);
  if (!WebAssembly.validate(bytes)) throw new Error("the module is not valid");
  (await import("node:fs")).writeFileSync(`${out}/program.wasm`, bytes);
' "$here" "$OUT" "$WAY"
