#!/bin/sh
# Runs $OUT/program, with BORDER=copied so that the library fills the program's own vector; the exit status is its own: 0 the
# vector is freed, 134 the heap is damaged, 139 a fault.
set -eu
exec "${OUT:?set OUT to the folder that build.sh wrote to}/program" ${BORDER:-}
