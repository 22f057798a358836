#!/bin/sh
# Does a program hold libstdc++'s recursive matcher of std::regex?
#
#   sh affected.sh PROGRAM-OR-LIBRARY…
#
# Needs nm, and a file that still has its symbols. The last line is `affected`, `not affected` or `cannot tell`, and the exit
# status 1, 0 or 2. The matcher is a template: it is compiled into the file, and the libstdc++.so of the machine does not
# matter. The check does not see how long the texts are, nor which of the two engines the expressions ask for.
set -u
[ "$#" -gt 0 ] || {
  echo "usage: sh affected.sh PROGRAM-OR-LIBRARY…" >&2
  exit 2
}
answer=0
for file; do
  symbols=$(nm "$file" 2>/dev/null)
  # _Executor<…, true>::_M_dfs and what it calls. Since GCC 16 the class has no such parameter, and keeps its stack on the heap.
  recursive=$(printf '%s\n' "$symbols" | grep -c '_ZNSt8__detail9_Executor.*Lb1EE\(6_M_dfs\|16_M_rep_once_more\|15_M_main_dispatch\|16_M_main_dispatch\)')
  if [ -z "$symbols" ]; then
    echo "$file: no symbols; ask before it is stripped"
    [ "$answer" -ne 0 ] || answer=2
  elif [ "$recursive" -gt 0 ]; then
    echo "$file: has libstdc++'s recursive matcher (_M_dfs, _M_rep_once_more)"
    answer=1
  else
    echo "$file: does not have libstdc++'s recursive matcher"
  fi
done
case $answer in
1) echo "affected" ;;
2) echo "cannot tell" ;;
*) echo "not affected" ;;
esac
exit "$answer"
