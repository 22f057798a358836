#!/bin/sh
# Is a program made of parts that were compiled with _GLIBCXX_DEBUG and parts without?
#
#   sh affected.sh PROGRAM-OR-LIBRARY-OR-OBJECT…
#
# Needs nm. Give it your program or objects, and each library of which your code uses classes. Containers of debug mode use functions
# of libstdc++ in the namespace __gnu_debug, which a stripped file names as well. The last line is `affected` if some of the files
# that use C++ have them and others have not, `not affected`, or `cannot tell`; the exit status is 1, 0 or 2. It does not see which
# containers cross the border. libstdc++ itself fits both, and is left out.
set -u
[ "$#" -gt 0 ] || {
  echo "usage: sh affected.sh PROGRAM-OR-LIBRARY-OR-OBJECT…" >&2
  exit 2
}
with=0 without=0
for file; do
  case ${file##*/} in libstdc++.*) echo "$file: fits both" && continue ;; esac
  names=$({ nm "$file" || true; nm -D "$file" || true; } 2>/dev/null)
  case $names in
  *11__gnu_debug*) echo "$file: with containers of debug mode" && with=1 ;;
  *_ZSt* | *_ZNSt* | *_ZNKSt* | *_Zdl* | *_Znw*) echo "$file: C++, without" && without=1 ;;
  *) echo "$file: nothing of libstdc++" ;;
  esac
done
case $with$without in
11) echo "affected" && exit 1 ;;
00) echo "cannot tell" && exit 2 ;;
esac
echo "not affected"
