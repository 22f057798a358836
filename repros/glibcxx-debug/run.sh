#!/bin/sh
# Runs $OUT/program; the exit status is its own: 0 the rows arrived, 1 they did not, 139 a fault.
set -eu
exec "${OUT:?set OUT to the folder that build.sh wrote to}/program"
