#!/bin/sh
# Does anything in a program call the function that --wrap should put in the place of another?
#
#   sh affected.sh PROGRAM [NAME…]
#
# NAME is what stands after --wrap=; without one, each __wrap_NAME that the program defines is looked for. Needs nm and
# objdump and readelf, and a program that still has its symbols. A name is affected if no instruction refers to __wrap_NAME
# and no table holds its address. Then the last line is `affected`, `not affected` or `cannot tell`, and the exit status 1,
# 0 or 2. A program in which some calls are wrapped and others not is not affected for this script: look at the calls that it
# prints. One that never meant to call NAME is affected for it.
set -u
[ "$#" -gt 0 ] || {
  echo "usage: sh affected.sh PROGRAM [NAME…]" >&2
  exit 2
}
program=$1
shift
symbols=$(nm "$program" 2>/dev/null)
if [ -z "$symbols" ]; then
  echo "$program: no symbols; ask before it is stripped"
  echo "cannot tell"
  exit 2
fi
[ "$#" -gt 0 ] || set -- $(printf '%s\n' "$symbols" | awk '{ print $NF }' | sed -n 's/^__wrap_//p' | sort -u)
if [ "$#" -eq 0 ]; then
  echo "$program: defines no __wrap_ function"
  echo "cannot tell"
  exit 2
fi
answer=0
relocations=$(readelf -rW "$program" 2>/dev/null)
# Whether data holds the address, as tables of functions do: in a relocation, or as it stands.
in_data() {
  address=$(printf '%s\n' "$symbols" | awk -v name="$1" '$NF == name && NF == 3 { print $1; exit }')
  [ -n "$address" ] || return 1
  printf '%s\n' "$relocations" | grep -q "_RELATIVE  *$(printf '%s\n' "$address" | sed 's/^0*//')\$" && return
  bytes=$(printf '%s\n' "$address" | sed 's/\(..\)\(..\)\(..\)\(..\)\(..\)\(..\)\(..\)\(..\)/\8\7\6\5 \4\3\2\1/')
  objdump -s -j .data -j .rodata -j .data.rel.ro "$program" 2>/dev/null | grep -q " $bytes "
}
for name; do
  # A line that refers to it, and not the one that begins it.
  calls=$(objdump -d --no-show-raw-insn "$program" | grep -E "<__wrap_$name(@plt)?>" | grep -vE ">:\$" || true)
  if [ -n "$calls" ]; then
    printf '%s: __wrap_%s is called:\n%s\n' "$program" "$name" "$calls"
  elif in_data "__wrap_$name"; then
    echo "$program: a table holds the address of __wrap_$name"
  else
    echo "$program: nothing calls __wrap_$name"
    answer=1
  fi
done
if [ "$answer" -eq 1 ]; then echo "affected"; else echo "not affected"; fi
exit "$answer"
