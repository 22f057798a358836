#!/bin/sh
# Compiles Go's standard library into a cache that the cells copy: both ways in which they compile it.
set -eu
: "${OUT:?set OUT to a folder to build into}" "${GO:=go}"
export GOTOOLCHAIN=local CGO_ENABLED=0 GOCACHE="$OUT/cache"
cd "$(dirname "$0")"
"$GO" build -o "$OUT/warm" warm.go
# The switch prints each slice that it decides about.
"$GO" build -gcflags=all=-d=variablemakehash=n -o "$OUT/warm" warm.go >"$OUT/log" 2>&1
rm "$OUT/warm" "$OUT/log"
