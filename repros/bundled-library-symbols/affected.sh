#!/bin/sh
# Do two files of a process export one symbol, so that a library gets the other one's?
#
#   sh affected.sh PROGRAM LIBRARY…
#   sh affected.sh PROGRAM $(ldd PROGRAM | awk '/=> \// { print $3 }')
#
# Needs readelf. Lists the functions and variables that two of the files define, in the order of the files, and that one of the
# libraries looks up by name; then the last line is `affected`, `not affected` or `cannot tell`, and the exit status 1, 0 or 2.
# Weak and unique symbols are not listed, nor two that have versions and differ in them. Nor is what the C library defines:
# programs replace malloc, getenv and others, and may. Another replacement that is meant looks like one that is not.
set -u
[ "$#" -gt 1 ] || {
  echo "usage: sh affected.sh PROGRAM LIBRARY…" >&2
  exit 2
}
for file; do
  readelf -hW "$file" >/dev/null 2>&1 || {
    echo "$file: no ELF file, or no readelf"
    echo "cannot tell"
    exit 2
  }
done
program=$1
found=$(for file; do
  case ${file##*/} in
  libc.so.* | libm.so.* | libpthread.so.* | libdl.so.* | librt.so.* | ld-linux*) continue ;;
  esac
  readelf -W --dyn-syms "$file" 2>/dev/null | awk -v file="$file" '
    $5 == "GLOBAL" && $7 ~ /^[0-9]+$/ && ($4 == "FUNC" || $4 == "OBJECT" || $4 == "IFUNC") {
      split($8, part, /@+/); print "defines", part[1], file, part[2] }'
  readelf -rW "$file" 2>/dev/null | awk -v file="$file" -v program="$program" '
    NF >= 5 { sub(/@.*/, "", $5); if ($3 ~ /_COPY$/) print "copies", $5; else if (file != program) print "looks", $5 }'
done | awk '
  $1 == "looks" { looks[$2] = 1 }
  $1 == "copies" { copies[$2] = 1 }
  $1 == "defines" {
    if ($2 in first && (version[$2] == $4 || version[$2] == "" || $4 == "")) both[$2] = first[$2] " and in " $3
    if (!($2 in first)) { first[$2] = $3; version[$2] = $4 }
  }
  END { for (name in both) if (name in looks && !(name in copies)) print "  " name " is in " both[name] }' | sort)
if [ -n "$found" ]; then
  printf 'symbols that two files export:\n%s\n' "$found"
  echo "affected"
  exit 1
fi
echo "no symbol that two of these files export and a library looks up"
echo "not affected"
