#!/bin/sh
# Measures what MB0001's workarounds cost: OUT=/tmp/cost sh bench/tls-cost/run.sh
# On Linux: its thread_local is cheaper than macOS's, which calls a function for each access.
set -eu
: "${OUT:?set OUT to a folder to build into}" "${CXX:=c++}"
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$OUT"
"$CXX" -std=c++17 -O2 -o "$OUT/cost" "$here/cost.cpp" -lpthread
"$OUT/cost" "$@"
