#!/bin/sh
# Runs the program; its exit status is its own: 0 right, 1 past the end of the array, 3 anything else.
set -eu
exec "${OUT:?set OUT to the folder that build.sh built into}/program"
