#!/bin/sh
# Has a program or library a segment whose place in the file does not fit its address?
#
#   sh affected.sh FILE…
#
# Needs readelf. The loader and the kernel refuse such a file. It also says if llvm-strip before 19 would make it one: if
# DYNAMIC begins where its segment does. Then the last line is `affected`, `not affected` or `cannot tell`, and the exit
# status 1, 0 or 2. It is about pages of 4096 bytes.
set -u
[ "$#" -gt 0 ] || {
  echo "usage: sh affected.sh FILE…" >&2
  exit 2
}
answer=0
for file; do
  segments=$(readelf -lW "$file" 2>/dev/null | awk '$1 == "LOAD" || $1 == "DYNAMIC" { print $1 ":" $2 ":" $3 }')
  if [ -z "$segments" ]; then
    echo "$file: no ELF file with segments"
    [ "$answer" -ne 0 ] || answer=2
    continue
  fi
  bad=0
  dynamic=
  for one in $segments; do
    rest=${one#*:}
    case $one in
    DYNAMIC:*) dynamic=$rest ;;
    *)
      [ "$((${rest%:*} % 4096))" -eq "$((${rest#*:} % 4096))" ] || {
        echo "$file: a segment is at ${rest%:*} in the file, and should be at ${rest#*:} in memory"
        bad=1
      }
      [ "$rest" != "$dynamic" ] || echo "$file: DYNAMIC begins where its segment does; llvm-strip before 19 may break that"
      ;;
    esac
  done
  if [ "$bad" -eq 1 ]; then answer=1; else echo "$file: each segment is aligned"; fi
done
case $answer in
1) echo "affected" ;;
2) echo "cannot tell" ;;
*) echo "not affected" ;;
esac
exit "$answer"
