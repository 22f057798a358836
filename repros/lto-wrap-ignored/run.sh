#!/bin/sh
# Runs $OUT/program; the exit status is its own: 0 the mock was called, 1 the real function was.
set -eu
exec ${GCC_START:-env} "${OUT:?set OUT to the folder that build.sh wrote to}/program"
