#!/bin/sh
# Says how many hooks the object files have, links what build.sh compiled, and runs it. Where the link fails, the exit status
# is the linker's.
set -eu
: "${OUT:?set OUT to the folder that build.sh wrote to}" "${GCC:=gcc}" "${LINK:=gc}"
here=$(cd "$(dirname "$0")" && pwd)
cd "$OUT"
readelf -SW open.o close.o | awk '/ hooks +PROGBITS/ { n++ } END { print "the object files have " n + 0 " hooks" }'
"$GCC" -Blinker main.o open.o close.o "@$here/$LINK.rsp" -o program
exec ./program
