#!/bin/sh
# Does a program have a copy of a library's variable that the library itself does not use?
#
#   sh affected.sh PROGRAM LIBRARY…
#
# Needs readelf. Lists the variables that the program copies at its start (R_X86_64_COPY), and that a library defines and does
# not look up by name; then the last line is `affected`, `not affected` or `cannot tell`, and the exit status 1, 0 or 2. A
# variable that the library only hands out, and neither reads nor writes itself, is listed as well.
set -u
[ "$#" -gt 1 ] || {
  echo "usage: sh affected.sh PROGRAM LIBRARY…" >&2
  exit 2
}
for file; do
  readelf -W --dyn-syms "$file" 2>/dev/null | grep -q '^Symbol table' || {
    echo "$file: no table of dynamic symbols, or no readelf"
    echo "cannot tell"
    exit 2
  }
done
program=$1
shift
copies=$(readelf -rW "$program" | awk '$3 ~ /_COPY$/ { sub(/@.*/, "", $5); print $5 }')
answer=0
for library; do
  found=$({
    printf '%s\n' "$copies" | sed 's/^/copy /'
    readelf -rW "$library" | awk 'NF >= 5 { sub(/@.*/, "", $5); print "looked", $5 }'
    readelf -W --dyn-syms "$library" | awk '$4 == "OBJECT" && $7 != "UND" { sub(/@.*/, "", $8); print "own", $8 }'
  } 2>/dev/null | awk '{ has[$1, $2] = 1; if ($1 == "copy") names[$2] = 1 }
    END { for (name in names) if (has["own", name] && !has["looked", name]) print "  " name }' | sort)
  if [ -n "$found" ]; then
    printf '%s has a copy of variables of %s, which does not use it:\n%s\n' "$program" "$library" "$found"
    answer=1
  fi
done
case $answer in
1) echo "affected" ;;
*)
  echo "no such copy"
  echo "not affected"
  ;;
esac
exit "$answer"
