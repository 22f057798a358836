#!/bin/sh
# Prints what the baseline compiler made of the way `local`: the store of i into its stack slot, and the next store, of the
# wait's address into the slot below. A slot of an i32 has four bytes; `REX.W movq` writes eight.
#
# Exit status: 0 the store has four bytes, 1 it has eight, 3 the code was not found.
set -eu
: "${OUT:?set OUT to a folder to write into}" "${NODE:=node}"
export OUT
"$NODE" --no-wasm-lazy-compilation --print-wasm-code "$(dirname "$0")/run.mjs" local |
  sed -n 's/^.*  \(movl \[rbp-0x3c\],r[a-z]*\)$/\1/p; s/^.*  \(REX.W movq \[rbp-0x40\],r[a-z]*\)$/\1/p; s/^.*  \(movl \[rbp-0x40\],r[a-z]*\)$/\1/p' >"$OUT/stores"
cat "$OUT/stores"
case $(sed 's/,.*//' "$OUT/stores" | tr '\n' ' ') in
"movl [rbp-0x3c] movl [rbp-0x40] ") exit 0 ;;
"movl [rbp-0x3c] REX.W movq [rbp-0x40] ") exit 1 ;;
*) exit 3 ;;
esac
