#!/bin/sh
# WAY    wait or spin: see program.mjs
# FLAGS  for Node: --liftoff-only, --no-liftoff or nothing
#
#   OUT=/tmp/x NODE=node20 FLAGS=--liftoff-only sh run.sh
#
# Exit status: 0 every run was exact, 1 some run was not, 3 a run did not come to its end.
set -eu
: "${OUT:?set OUT to a folder to write into}" "${NODE:=node}" "${WAY:=wait}" "${FLAGS:=}"
export OUT
exec "$NODE" $FLAGS "$(dirname "$0")/run.mjs" "$WAY" 20
