#!/bin/sh
# Runs what build.sh built; exits 0 where every value is right, 1 where one is not.
set -eu
: "${OUT:?set OUT to the folder that build.sh built into}"
exec "$OUT/program" 2>&1
