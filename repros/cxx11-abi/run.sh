#!/bin/sh
# Runs $OUT/program, with BORDER=plain so that no string crosses the border; the exit status is its own: 0 the port is right, 1 it is another.
set -eu
exec "${OUT:?set OUT to the folder that build.sh wrote to}/program" ${BORDER:-}
