#!/bin/sh
# Runs the program under the tracer; the exit status is the program's own.
set -eu
cd "${OUT:?set OUT to the folder that build.sh wrote into}"
# GCC_START starts a program with the C library that it was linked for.
exec ./tracer ${GCC_START:+"$GCC_START"} ./program
