#!/bin/sh
# Has a variable of an inline function, or an inline variable, a copy in each of several files?
#
#   sh affected.sh PROGRAM LIBRARY…
#
# Needs readelf, and files that still have their symbols. Lists variables that two of the files define, and that one of them
# does not give to the loader. The last line is `affected`, `not affected` or `cannot tell`, and the exit status 1, 0 or 2. Two
# plugins that Clang compiled and RTLD_LOCAL keeps apart have copies as well; that cannot be seen in the files.
set -u
[ "$#" -gt 1 ] || {
  echo "usage: sh affected.sh PROGRAM LIBRARY…" >&2
  exit 2
}
lines=
for file; do
  symbols=$(readelf -sW "$file" 2>/dev/null)
  case $symbols in
  *"Symbol table '.symtab'"*) ;;
  *)
    echo "$file: no table of symbols; ask before it is stripped"
    echo "cannot tell"
    exit 2
    ;;
  esac
  lines="$lines
$(printf '%s\n' "$symbols" | awk '
    /^Symbol table/ { table = $3 }
    $4 == "OBJECT" && $8 ~ /^_ZZ[^L]/ && $7 != "UND" { sub(/@.*/, "", $8); if (table ~ /dynsym/) seen[$8] = 1; else all[$8] = 1 }
    END { for (name in all) print name, (name in seen) ? "shared" : "own" }')"
done
found=$(printf '%s\n' "$lines" | awk '
  NF == 2 { files[$1]++; if ($2 == "own") own[$1] = 1 }
  END { for (name in files) if (files[name] > 1 && name in own) print "  " name }' | sort)
if [ -n "$found" ]; then
  printf 'variables with a copy in several files, which c++filt can read:\n%s\n' "$found"
  echo "affected"
  exit 1
fi
echo "no such variable"
echo "not affected"
