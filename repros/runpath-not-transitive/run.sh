#!/bin/sh
# Runs the player twice: told where the libraries are, to see that they are there, and as it is. The exit status is that of the
# second run.
#
# START  plain, or environment: the second run is told as well
set -eu
cd "${OUT:?set OUT to the folder that build.sh wrote into}"
echo "told: $(LD_LIBRARY_PATH=$PWD/lib ./player)"
if [ "${START:=plain}" = environment ]; then
  # misbuilt:region environment
  export LD_LIBRARY_PATH="$PWD/lib"
  # misbuilt:endregion environment
fi
exec ./player
