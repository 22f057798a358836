#!/bin/sh
# Builds $OUT/victim. CC: the compiler; CFLAGS: its flags; TEST: the function or macro that looks for a NaN.
set -eu
: "${OUT:?expected the folder to write to}"
here=$(dirname "$0")

# CFLAGS is a list of words.
# shellcheck disable=SC2086
"${CC:-cc}" ${CFLAGS:--O2 -ffast-math} "-DTEST=${TEST:-isnan}" -o "$OUT/victim" "$here/victim.c"
