#!/bin/sh
# Runs $OUT/program; the exit status is its own: 0 both handlers are in the list, 1 one is missing.
set -eu
exec "${OUT:?set OUT to the folder that build.sh wrote to}/program"
