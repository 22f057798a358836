#!/bin/sh
# Makes the access of ROW; the exit status is the program's: 139 is death by SIGSEGV, 135 by SIGBUS.
set -eu
OUT=${OUT:-out}
code=0
"$OUT/trap" "${ROW:-movaps}" || code=$?
exit "$code"
