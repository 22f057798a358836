#!/bin/sh
# Runs what build.sh built, and exits as the host does: 0 every run was sound, 1 some run was not.
#
# HOST       node or chromium
# SCENARIOS  PROGRAM.ENTRY[,ARGUMENT…] …
# HOST_ARGS  more for the host, such as --runs 8
set -eu
: "${OUT:?set OUT to the folder that build.sh built into}" "${NODE:=node}" "${CHROMIUM:=chromium}"
: "${HOST:=node}" "${SCENARIOS:=threads.run,20000,100000}" "${HOST_ARGS:=}"
export OUT CHROMIUM
exec "$NODE" "$(dirname "$0")/host/$HOST.mjs" $SCENARIOS $HOST_ARGS
