#!/bin/sh
set -eu
: "${OUT:?set OUT to the folder that build.sh built into}"
exec "${GCC_START:-env}" "$OUT/program"
