#!/bin/sh
# Calls make in the project of build.sh, and says whether it left the committed file as it was. Exit 0: it did, and the program is built
# from it; 1: it did not; 2: make stopped.
#
# AFTER   touch: the file of that name with .sh is what is done after the checkout
set -eu
here=$(cd "$(dirname "$0")" && pwd)
: "${OUT:?set OUT to the folder that build.sh wrote to}"
cd "$OUT/project"
name=$(cat "$OUT/name")
[ -z "${AFTER:-}" ] || . "$here/$AFTER.sh"
if "${MAKE_BIN:-make}" program >log 2>&1; then stopped=; else stopped=yes; fi
cat log >&2
if [ -n "$stopped" ]; then
  echo "make stopped at a program that is not installed, to make $name anew: $(grep -c "generate-the-table: .*not found\|generate-the-table: No such file" log) time"
  cmp -s "$name" "$OUT/committed" && echo "$name is as it was committed"
  exit 2
fi
said=$(./program)
if cmp -s "$name" "$OUT/committed"; then
  echo "$name is as it was committed; the program says $said"
  [ "$said" = committed ]
else
  echo "make wrote another $name; the program says $said"
  exit 1
fi
