#!/bin/sh
# Runs what build.sh built; the exit status is the program's own.
set -eu
exec "${OUT:?expected the folder that build.sh wrote to}/victim"
