#!/bin/sh
# Runs ROW; the exit status is the program's: 132 is death by SIGILL.
set -eu
OUT=${OUT:-out}
code=0
${EMULATOR:-} "$OUT/trap" "${ROW:-avx}" || code=$?
exit "$code"
