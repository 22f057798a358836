#!/bin/sh
# Did the linker give two functions of a program or library one address?
#
#   sh affected.sh PROGRAM…
#
# Needs nm, and a file that still has its symbols. Prints the functions that share an address; then the last line is
# `affected`, `not affected` or `cannot tell`, and the exit status 1, 0 or 2. It is about functions that the program compares
# or looks up by address; others may share theirs. A function that the source itself declares as an alias of another
# looks the same, and is listed as well. The two names of one C++ constructor or destructor are not.
set -u
[ "$#" -gt 0 ] || {
  echo "usage: sh affected.sh PROGRAM…" >&2
  exit 2
}
answer=0
for file; do
  # Functions with a size: start-up code has none.
  symbols=$(nm -S --defined-only "$file" 2>/dev/null | awk 'NF == 4 && $3 ~ /^[tTwW]$/ { print $1, $4 }' | sort)
  if [ -z "$symbols" ]; then
    echo "$file: no symbols of functions; ask before it is stripped"
    [ "$answer" -ne 0 ] || answer=2
    continue
  fi
  shared=$(printf '%s\n' "$symbols" | awk '
    function plain(name) { gsub(/[CD][0-9]E/, "CDE", name); return name }
    $1 == address && plain($2) != plain(last) { print "  " last " and " $2 " are both at 0x" address }
    { address = $1; last = $2 }')
  if [ -n "$shared" ]; then
    printf '%s: functions that share an address:\n%s\n' "$file" "$shared"
    answer=1
  else
    echo "$file: each function has an address of its own"
  fi
done
case $answer in
1) echo "affected" ;;
2) echo "cannot tell" ;;
*) echo "not affected" ;;
esac
exit "$answer"
