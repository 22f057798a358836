#!/bin/sh
# Did the linker drop entries of a section that the program walks from __start_NAME to __stop_NAME?
#
#   sh affected.sh PROGRAM OBJECT…
#
# OBJECT are the object files that the program was linked from; an archive will do if each of its files was linked. Needs
# nm and readelf. Compares the bytes of the section in the object files with those in the program; then the last line is
# `affected`, `not affected` or `cannot tell`, and the exit status 1, 0 or 2. It cannot read what was compiled for link-time
# optimization.
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
answer=0
for file; do
  if sections=$(readelf -SW "$file" 2>/dev/null); then
    case $sections in *.gnu.lto_*) ;; *) continue ;; esac
  fi
  echo "$file: compiled for link-time optimization, or no object file"
  answer=2
done
names=$(nm "$@" 2>/dev/null | awk '$1 ~ /^[Uwv]$/ { print $2 }' | sed -n 's/^__start_\(.*\)/\1/p; s/^__stop_\(.*\)/\1/p' | sort -u)
if [ -z "$names" ]; then
  echo "no object file that can be read refers to a __start_ or __stop_ symbol"
  if [ "$answer" -eq 2 ]; then echo "cannot tell"; else echo "not affected"; fi
  exit "$answer"
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
for name in $names; do
  given=$(bytes "$name" "$@")
  kept=$(bytes "$name" "$program")
  echo "$name: $given bytes in the object files, $kept in the program"
  [ "$kept" -lt "$given" ] || continue
  # Of what several files have alike, as an inline variable of C++, a linker rightly keeps one: the flag G.
  if [ "$kept" -gt 0 ] && readelf -SW "$@" 2>/dev/null | grep -Eq "\] $name .* [0-9a-f]{6} [0-9a-f]{2} +[A-Z]*G"; then
    echo "$name: some entries are in several files, and one of each is enough"
    [ "$answer" -ne 0 ] || answer=2
  else
    answer=1
  fi
done
case $answer in
1) echo "affected" ;;
2) echo "cannot tell" ;;
*) echo "not affected" ;;
esac
exit "$answer"
