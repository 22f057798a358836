#!/bin/sh
# Do the coverage counters of this program count from several threads, each without regard to the others?
#
#   sh affected.sh PROGRAM…
#
# For x86-64 programs that GCC compiled with --coverage. Needs objdump and nm, and a program that still has its symbols. Looks for
# instructions that write to a counter (its name begins with __gcov0.) without a lock, in a program that starts threads.
# The last line is `affected`, `not affected` or `cannot tell`; the exit status 1, 0 or 2.
set -u
[ "$#" -gt 0 ] || {
  echo "usage: sh affected.sh PROGRAM…" >&2
  exit 2
}
answer=0
for file; do
  # A line that ends in <__gcov0.…> names the counter; whether it is written is in the last operand. Counters without a lock
  # are read, added to and written; or added to in memory.
  counts=$(objdump -d --no-show-raw-insn "$file" 2>/dev/null | awk '
    /[ \t]lock .*<__gcov0\./ { locked++; next }
    /(add|inc|sub|mov)[a-z]* .*,?0x[0-9a-f]+\(%rip\) +# [0-9a-f]+ <__gcov0\./ { plain++ }
    END { print locked + 0, plain + 0 }')
  locked=${counts% *} plain=${counts#* }
  if [ "$counts" = "0 0" ]; then
    echo "$file: no counters of coverage were found; ask before it is stripped, and on x86-64"
    [ "$answer" -ne 0 ] || answer=2
  elif [ "$plain" -eq 0 ]; then
    echo "$file: $locked additions to counters, each with a lock"
  elif nm "$file" 2>/dev/null | grep -qE ' U (pthread_create|thrd_create|_ZNSt6thread15_M_start_thread)'; then
    echo "$file: $plain accesses to counters without a lock, and it starts threads"
    answer=1
  else
    echo "$file: $plain accesses to counters without a lock, and it starts no threads itself"
  fi
done
case $answer in
1) echo "affected" ;;
2) echo "cannot tell" ;;
*) echo "not affected" ;;
esac
exit "$answer"
