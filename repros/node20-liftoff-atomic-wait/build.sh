#!/bin/sh
# Writes the module that run.mjs assembles for itself, for looking at: $OUT/program.wasm.
set -eu
: "${OUT:?set OUT to a folder to write into}" "${NODE:=node}"
here=$(cd "$(dirname "$0")" && pwd)
"$NODE" --input-type=module -e '
  const [here, out] = process.argv.slice(1);
  const { program } = await import(`${here}/program.mjs`);
  if (!WebAssembly.validate(program)) throw new Error("the module is not valid");
  (await import("node:fs")).writeFileSync(`${out}/program.wasm`, program);
' "$here" "$OUT"
