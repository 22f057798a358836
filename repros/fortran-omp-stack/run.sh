#!/bin/sh
# Runs $OUT/program with the limits of the file LIMITS; the exit status is its own: 0 it printed its answer, 139 it died of SIGSEGV.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
. "$here/${LIMITS:-usual.sh}"
exec "${OUT:?set OUT to the folder that build.sh wrote to}/program"
