#!/bin/sh
# Does a library have symbols that keep it loaded for ever, and that it shares with every other library?
#
#   sh affected.sh LIBRARY…
#
# Needs readelf. Prints the symbols with the binding UNIQUE that the library defines and looks up by name; then the last line
# is `affected`, `not affected` or `cannot tell`, and the exit status 1, 0 or 2. It is about a library that dlopen loads: one
# that the program is linked with stays loaded anyway.
set -u
[ "$#" -gt 0 ] || {
  echo "usage: sh affected.sh LIBRARY…" >&2
  exit 2
}
answer=0
for file; do
  symbols=$(readelf -W --dyn-syms "$file" 2>/dev/null)
  if [ -z "$symbols" ]; then
    echo "$file: no table of dynamic symbols, or no readelf"
    [ "$answer" -ne 0 ] || answer=2
    continue
  fi
  # A relocation against the name makes the loader look it up. LLD leaves out the mark by which readelf knows the binding 10.
  found=$({
    readelf -rW "$file" 2>/dev/null | awk 'NF >= 5 { sub(/@.*/, "", $5); print "r", $5 }'
    printf '%s\n' "$symbols" | sed 's/<OS specific>: 10/UNIQUE/' | awk '$5 == "UNIQUE" && $7 != "UND" { sub(/@.*/, "", $8); print "s", $8 }'
  } | awk '$1 == "r" { looked[$2] = 1 } $1 == "s" && $2 in looked { print "  " $2 }')
  if [ -n "$found" ]; then
    printf '%s: unique symbols, which c++filt can read:\n%s\n' "$file" "$found"
    answer=1
  else
    echo "$file: no unique symbol that the loader looks up"
  fi
done
case $answer in
1) echo "affected" ;;
2) echo "cannot tell" ;;
*) echo "not affected" ;;
esac
exit "$answer"
