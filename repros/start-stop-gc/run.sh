#!/bin/sh
# Says how many hooks the object files have, and runs $OUT/program; the exit status is its own: 0 both hooks were called, 1
# one or both are missing.
set -eu
cd "${OUT:?set OUT to the folder that build.sh wrote to}"
readelf -SW open.o close.o | awk '/ hooks +PROGBITS/ { n++ } END { print "the object files have " n + 0 " hooks" }'
exec ./program
