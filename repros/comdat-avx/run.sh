#!/bin/sh
# Runs $OUT/program, on the CPU that $EMULATOR simulates; the exit status is its own: 0 the median is right, 132 death by SIGILL.
set -eu
exec ${EMULATOR:-} "${OUT:?set OUT to the folder that build.sh wrote to}/program"
