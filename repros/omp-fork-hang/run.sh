#!/bin/sh
# Runs $OUT/program with the settings of the file SETTINGS; the exit status is its own: 0 the child answered, 1 it did not
# within a second.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
. "$here/${SETTINGS:-four.sh}"
# shellcheck disable=SC2086
exec ${GCC_START:-env} "${OUT:?set OUT to the folder that build.sh wrote to}/program"
