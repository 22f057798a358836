#!/bin/sh
# Runs $OUT/program with a stack of STACK KiB; the exit status is its own: 0 the text matches, 139 it died of SIGSEGV.
set -eu
ulimit -s "${STACK:-8192}"
# shellcheck disable=SC2086
exec ${GCC_START:-env} "${OUT:?set OUT to the folder that build.sh wrote to}/program"
