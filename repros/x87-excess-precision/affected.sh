#!/bin/sh
# Does an object file or program of yours compute in the registers of 80 bits?
#
#   sh affected.sh FILE…
#
# Needs objdump. Prints the functions that add, subtract, multiply, divide, or compute a root, sine or logarithm there; then the last
# line is `affected`, `not affected` or `cannot tell`, and the exit status 1, 0 or 2. long double computes there on purpose. A function
# that stores each result as a double before it uses it is listed as well.
set -u
[ "$#" -gt 0 ] || {
  echo "usage: sh affected.sh FILE…" >&2
  exit 2
}
answer=0
for file; do
  code=$(objdump -d --no-show-raw-insn "$file" 2>/dev/null)
  case $code in
  *'>:'*) ;;
  *)
    echo "$file: no code that objdump can read"
    [ "$answer" -ne 0 ] || answer=2
    continue
    ;;
  esac
  found=$(printf '%s\n' "$code" | awk '
    / <.*>:$/ { name = $2; gsub(/[<>:]/, "", name) }
    $2 ~ /^fi?(add|subr?|mul|divr?)[pls]?$/ || $2 ~ /^f(sqrt|sin|cos|sincos|ptan|patan|2xm1|yl2x|yl2xp1|scale|prem1?)$/ { if (!seen[name]++) print "  " name ": " $2 }')
  if [ -n "$found" ]; then
    printf '%s: computes in 80 bits:\n%s\n' "$file" "$found"
    answer=1
  else
    echo "$file: no arithmetic in 80 bits"
  fi
done
case $answer in
1) echo "affected" ;;
2) echo "cannot tell" ;;
*) echo "not affected" ;;
esac
exit "$answer"
