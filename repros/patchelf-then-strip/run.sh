#!/bin/sh
# Counts the segments whose place in the file does not fit their address, and loads the library. The exit status is the
# program's own: 0 it loads, 1 it is refused.
set -eu
cd "${OUT:?set OUT to the folder that build.sh wrote to}"
bad=0
for one in $(readelf -lW libanswer.so | awk '$1 == "LOAD" { print $2 ":" $3 }'); do
  [ "$((${one%:*} % 4096))" -eq "$((${one#*:} % 4096))" ] || bad=$((bad + 1))
done
echo "$bad segments are not aligned"
exec ./load ./libanswer.so
