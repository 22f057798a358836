#!/bin/sh
# Runs $OUT/host with $OUT/libmean.so; the exit status is its own: 0 subnormal numbers work, 1 something turned them off.
set -eu
: "${OUT:?set OUT to the folder that build.sh wrote to}"
LIBMEAN=$OUT/libmean.so
export LIBMEAN
exec "${GCC_START:-env}" "$OUT/host"
