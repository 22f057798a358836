#!/bin/sh
# Builds one form of the program into $OUT/program. By hand:
#
#   OUT=/tmp/x FORM=append sh build.sh && OUT=/tmp/x sh run.sh
#
# GO     the go command
# FORM   append, make, copy: how main.go's function is written; range: the other program
# SLICES heap: append never puts an array on the stack
set -eu
: "${OUT:?set OUT to a folder to build into}" "${GO:=go}" "${FORM:=append}" "${SLICES:=}"
export GOTOOLCHAIN=local GOAMD64=v1 CGO_ENABLED=0
if [ -n "${PREPARED:-}" ]; then
  cp -r "$PREPARED/cache" "$OUT/cache"
  export GOCACHE="$OUT/cache"
fi
case $FORM in
range) files=range.go ;;
*) files="main.go $FORM.go" ;;
esac
flags=
# misbuilt:region switch
[ "$SLICES" != heap ] || flags=-gcflags=all=-d=variablemakehash=n
# misbuilt:endregion switch
cd "$(dirname "$0")"
if ! "$GO" build $flags -o "$OUT/program" $files >"$OUT/build.log" 2>&1; then
  cat "$OUT/build.log" >&2
  exit 1
fi
rm -rf "$OUT/cache"
