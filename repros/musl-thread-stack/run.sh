#!/bin/sh
# Runs $OUT/program, with `ulimit -s` of LIMIT KiB; the exit status is its own: 0 the report is there, 139 it died of SIGSEGV.
set -eu
ulimit -s "${LIMIT:-8192}"
exec "${OUT:?set OUT to the folder that build.sh wrote to}/program"
