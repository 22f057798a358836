#!/bin/sh
# Runs $OUT/program; the exit status is its own: 0 the codec is registered, 1 it is not.
set -eu
exec "${OUT:?set OUT to the folder that build.sh wrote to}/program"
