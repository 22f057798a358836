#!/bin/sh
# Is a program made of parts with the old std::string and parts with the new one?
#
#   sh affected.sh PROGRAM-OR-LIBRARY-OR-OBJECT…
#
# Needs nm of binutils. Give it your program or objects, and each library of which your code uses classes. The new string's functions
# are in the namespace std::__cxx11; nm -C writes the old string as std::string. A stripped file names them as well, where they are
# libstdc++'s. The last line is `affected` if some of the files use the one alone and others the other alone, `not affected`, or
# `cannot tell`; the exit status is 1, 0 or 2. It does not see which strings cross the border. Files without C++, and libstdc++ itself,
# which has both, are left out.
set -u
[ "$#" -gt 0 ] || {
  echo "usage: sh affected.sh PROGRAM-OR-LIBRARY-OR-OBJECT…" >&2
  exit 2
}
old=0 new=0 unknown=0
for file; do
  case ${file##*/} in libstdc++.*) echo "$file: libstdc++ itself" && continue ;; esac
  names=$({ nm -C "$file" || true; nm -DC "$file" || true; } 2>/dev/null)
  has_new=$(printf '%s\n' "$names" | grep -c 'std::__cxx11::\|\[abi:cxx11]')
  has_old=$(printf '%s\n' "$names" | grep -c 'std::string\($\|[^_[:alnum:]]\)\|std::basic_string<')
  case $((has_new > 0))$((has_old > 0)) in
  10) echo "$file: the new string" && new=1 ;;
  01) echo "$file: the old string" && old=1 ;;
  11) echo "$file: both strings" && unknown=1 ;;
  *)
    case $names in
    *std::* | *__gxx_personality* | *"operator new"*) echo "$file: C++, and no string of libstdc++" && unknown=1 ;;
    *) echo "$file: nothing of libstdc++" ;;
    esac
    ;;
  esac
done
case $old$new$unknown in
000) echo "cannot tell" && exit 2 ;;
11?) echo "affected" && exit 1 ;;
??1) echo "cannot tell" && exit 2 ;;
esac
echo "not affected"
