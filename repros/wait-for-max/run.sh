#!/bin/sh
# Runs the program; its exit status is its own: 0 the wait ended with the item, 1 without it.
set -eu
exec "${GCC_START:-env}" "${OUT:?set OUT to the folder that build.sh wrote to}/program"
