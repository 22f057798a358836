#!/bin/sh
# Runs the program, and says by which name it has the counter; the exit status is the program's.
set -u
status=0
${GCC_START:-env} "$OUT/program" "$OUT" || status=$?
name=$(nm "$OUT/program" | sed -n 's/.* [^U] \(_ZZ.*count\)$/\1/p')
echo "the name of the program's own counter: ${name:-none}"
exit "$status"
