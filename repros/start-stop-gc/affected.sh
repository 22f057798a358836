#!/bin/sh
# Did the linker drop entries of a section that the program walks from __start_NAME to __stop_NAME?
#
#   sh affected.sh PROGRAM OBJECT…
#
# OBJECT are the object files that the program was linked from; an archive will do if each of its files was linked. Needs
# nm and readelf. Compares the bytes of the section in the object files with those in the program; then the last line is
# `affected`, `not affected` or `cannot tell`, and the exit status 1, 0 or 2.
set -u
[ "$#" -gt 1 ] || {
  echo "usage: sh affected.sh PROGRAM OBJECT…" >&2
  exit 2
}
program=$1
shift
readelf -hW "$program" 2>/dev/null | grep -Eq 'Type: *(EXEC|DYN)' || {
  echo "$program: no program or library; where LLD refused to link it, its message names the section"
  echo "cannot tell"
  exit 2
}
names=$(nm "$@" 2>/dev/null | awk '$1 ~ /^[Uwv]$/ { print $2 }' | sed -n 's/^__start_\(.*\)/\1/p; s/^__stop_\(.*\)/\1/p' | sort -u)
if [ -z "$names" ]; then
  echo "no object file refers to a __start_ or __stop_ symbol"
  echo "not affected"
  exit 0
fi
# Bytes of the section $1 in the files that follow.
bytes() {
  name=$1
  shift
  sum=0
  for size in $(readelf -SW "$@" 2>/dev/null | sed -n "s/^ *\[ *[0-9]*\] $name  *[A-Z_]* *[0-9a-f]* *[0-9a-f]* *\([0-9a-f]*\) .*/\1/p"); do
    sum=$((sum + 0x$size))
  done
  echo "$sum"
}
answer=0
for name in $names; do
  given=$(bytes "$name" "$@")
  kept=$(bytes "$name" "$program")
  echo "$name: $given bytes in the object files, $kept in the program"
  [ "$kept" -ge "$given" ] || answer=1
done
if [ "$answer" -eq 1 ]; then echo "affected"; else echo "not affected"; fi
exit "$answer"
