#!/bin/sh
# Is a program made of parts with the old std::string and parts with the new one?
#
#   sh affected.sh PROGRAM-OR-LIBRARY-OR-OBJECT…
#
# Needs nm. Give it your program or objects, and each library of which your code uses classes. The new string's functions are in the
# namespace std::__cxx11; the old string's are abbreviated to Ss in mangled names. A stripped file names them as well, where they are
# libstdc++'s. The last line is `affected` if some of the files use the one alone and others the other alone, `not affected`, or
# `cannot tell`; the exit status is 1, 0 or 2. It does not see which strings cross the border.
set -u
[ "$#" -gt 0 ] || {
  echo "usage: sh affected.sh PROGRAM-OR-LIBRARY-OR-OBJECT…" >&2
  exit 2
}
old=0 new=0 unknown=0
for file; do
  names=$({ nm "$file" || true; nm -D "$file" || true; } 2>/dev/null | awk '{ print $NF }')
  has_new=$(printf '%s\n' "$names" | grep -c '7__cxx11\|B5cxx11')
  has_old=$(printf '%s\n' "$names" | grep -c '^_ZN\{0,1\}K\{0,1\}Ss\|^_Z[A-Za-z0-9_]*RKSs\|^_Z[A-Za-z0-9_]*[0-9a-zE]Ss')
  case $((has_new > 0))$((has_old > 0)) in
  10) echo "$file: the new string" && new=1 ;;
  01) echo "$file: the old string" && old=1 ;;
  11) echo "$file: both strings" && unknown=1 ;;
  *) echo "$file: no string of libstdc++" && unknown=1 ;;
  esac
done
case $old$new$unknown in
11?) echo "affected" && exit 1 ;;
??1) echo "cannot tell" && exit 2 ;;
esac
echo "not affected"
