#!/bin/sh
# Runs $OUT/program.wasm twice: with FLAGS, and in code of the optimising compiler alone, which is right. A program that
# is wrong by itself is wrong in both.
# WAY    as it was built with
# FLAGS  for Node: nothing, --liftoff-only or --no-liftoff
#
#   export OUT=/tmp/x NODE=node20 WAY=local && sh build.sh && sh run.sh
#
# Exit status: 0 the value is kept, 1 it is not, 3 a run failed.
set -eu
: "${OUT:?set OUT to a folder to write into}" "${NODE:=node}" "${WAY:=local}" "${FLAGS:=}"
export OUT
here=$(dirname "$0")
reference=$("$NODE" --no-liftoff "$here/run.mjs" "$WAY")
result=$("$NODE" $FLAGS "$here/run.mjs" "$WAY")
echo "node${FLAGS:+ $FLAGS}: $result"
echo "node --no-liftoff: $reference"
case $result in
*": kept") exit 0 ;;
*) exit 1 ;;
esac
