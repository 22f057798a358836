#!/bin/sh
# Runs $OUT/program up to RUNS times, each time with counts that begin at 0, and compares them with the calls that were made. Ends
# with 0 where every count was right, and with 1 where gcov said both a wrong count and one that cannot be. The numbers go to
# standard error, because they are others each time.
#
# GCC   the compiler that built it; gcov of the same version lies beside it
# RUNS  how often at most
# GCC_START  what starts a program with the C library that it was linked for, if that is not the system's
set -eu
: "${OUT:?set OUT to the folder that build.sh wrote to}" "${GCC:=gcc}" "${RUNS:=3}"
GCC=$(command -v "$GCC")
gcov=${GCC%/*}/$(basename "$GCC" | sed 's/gcc/gcov/')
wrong=0 impossible=0 run=0
cd "$OUT"
while [ "$run" -lt "$RUNS" ] && [ "$wrong$impossible" != 11 ]; do
  run=$((run + 1))
  rm -f count.gcda
  made=$(${GCC_START:-env} ./program)
  "$gcov" -b count.gcda >/dev/null
  counted=$(sed -n 's/^ *\(-\{0,1\}[0-9][0-9]*\)\*\{0,1\}:.*static int work.*/\1/p' count.c.gcov)
  echo "work() was called $made times, gcov says $counted" >&2
  [ "$counted" = "$made" ] || wrong=1
  # A count below 0 or more than 100 % is no count of anything.
  if grep -E '^ *-[0-9]|-[0-9]+%|[0-9]{4,}%|[2-9][0-9]{2}%|1([1-9][0-9]|0[1-9])%' count.c.gcov >&2; then impossible=1; fi
done
[ "$wrong" -eq 0 ] || echo "the count of work() is not the number of calls"
[ "$impossible" -eq 0 ] || echo "a count is below 0 or above 100 %"
[ "$wrong$impossible" = 00 ] || exit 1
echo "every count is right"
