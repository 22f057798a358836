#!/bin/sh
# Do the coverage counters of this program count from several threads, each without regard to the others?
#
#   sh affected.sh PROGRAM…
#
# For x86-64 programs that GCC compiled with --coverage. Needs objdump, nm and readelf, and a program that still has its symbols. Looks
# for instructions that write to a counter (its name begins with __gcov0.) without a lock, in a program that starts threads. Where a
# library may start them, or the file is a library itself, it cannot tell.
# The last line is `affected`, `not affected` or `cannot tell`; the exit status 1, 0 or 2.
set -u
[ "$#" -gt 0 ] || {
  echo "usage: sh affected.sh PROGRAM…" >&2
  exit 2
}
answer=0
# Is this a shared library? Programs name an interpreter, or say that they are position-independent.
is_library() {
  readelf -hW "$1" 2>/dev/null | grep -q 'Type: *DYN' || return 1
  ! readelf -lW "$1" 2>/dev/null | grep -q INTERP && ! readelf -dW "$1" 2>/dev/null | grep -q 'Flags:.* PIE'
}
# The libraries that it needs, but for those of C and C++.
others() { readelf -dW "$1" 2>/dev/null | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p' | grep -vE '^(libc|libm|libgcc_s|libstdc\+\+|ld-linux-x86-64)\.'; }
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
  elif nm "$file" 2>/dev/null | grep -qE ' [UTWi] (pthread_create|thrd_create|_ZNSt6thread15_M_start_thread)'; then
    echo "$file: $plain accesses to counters without a lock, and it starts threads"
    answer=1
  elif is_library "$file"; then
    echo "$file: $plain accesses to counters without a lock; it is a library, and whoever uses it may call it from threads"
    [ "$answer" -ne 0 ] || answer=2
  elif [ -n "$(others "$file")" ]; then
    echo "$file: $plain accesses to counters without a lock; it starts no threads itself, but may do so through" $(others "$file")
    [ "$answer" -ne 0 ] || answer=2
  else
    echo "$file: $plain accesses to counters without a lock, and it starts no threads"
  fi
done
case $answer in
1) echo "affected" ;;
2) echo "cannot tell" ;;
*) echo "not affected" ;;
esac
exit "$answer"
