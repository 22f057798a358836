#!/bin/sh
# Does a program wait for a timeout that does not fit when it is added to the time?
#
#   sh affected.sh PROGRAM      built with -g -fsanitize=undefined
#
# Runs it and looks for an overflow in <chrono> below a function that waits. It sees what the program does in this run. Ends with
# `affected`, `not affected` or `cannot tell`; exit status 1, 0 or 2.
set -u
[ -n "${1:-}" ] && [ -x "$1" ] || {
  echo "usage: sh affected.sh PROGRAM"
  echo "cannot tell"
  exit 2
}
if ! grep -q __ubsan_handle_add_overflow "$1" && ! grep -q __ubsan_handle_mul_overflow "$1"; then
  echo "$1 was not built with -fsanitize=undefined"
  echo "cannot tell"
  exit 2
fi
log=$(mktemp) || exit 2
UBSAN_OPTIONS=print_stacktrace=1 "$1" >"$log" 2>&1
# A report is a line with "runtime error", and the frames below it.
found=$(awk '
  /runtime error: / { overflow = /chrono/ && /signed integer overflow/ ? $0 : "" }
  overflow != "" && /wait_for|wait_until|try_lock_for|try_acquire_for|sleep_for/ { print overflow; print $0; exit }' "$log")
rm -f "$log"
if [ -n "$found" ]; then
  echo "$found"
  echo "affected"
  exit 1
fi
echo "no timeout of this run overflowed"
echo "not affected"
