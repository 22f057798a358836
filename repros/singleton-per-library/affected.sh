#!/bin/sh
# Has a static variable of an inline function a copy in each of several files?
#
#   sh affected.sh PROGRAM LIBRARY…
#
# Needs readelf, and files that still have their symbols. Lists variables that two of the files define, that can be written to, and
# that one of the files does not give to the loader. Inline variables are not looked for. The last line is `affected`, `not affected` or `cannot tell`, and the exit status 1, 0 or 2. Two
# libraries that Clang compiled share a variable if the program is linked with them, and not if it loads them with RTLD_LOCAL: that
# cannot be seen in the files.
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
  program=$(readelf -lW "$file" 2>/dev/null | grep -c INTERP)
  lines="$lines
$({ readelf -SW "$file" | sed 's/^ *\[ *\([0-9]*\)\]/section \1/' && printf '%s\n' "$symbols"; } | awk -v program="$program" '
    # Constants have copies as well, which do no harm.
    $1 == "section" && $0 ~ / WA / && $3 !~ /^\.data\.rel\.ro/ { writable[$2] = 1 }
    /^Symbol table/ { table = $3 }
    $4 == "OBJECT" && $8 ~ /^_ZZ[^L]/ && ($7 in writable) { sub(/@.*/, "", $8); if (table ~ /dynsym/) seen[$8] = 1; else all[$8] = $5 }
    END { for (name in all) print name, (name in seen) ? "shared" : "own", (program || all[name] == "UNIQUE") ? "merged" : "weak" }')"
done
found=$(printf '%s\n' "$lines" | awk '
  NF == 3 { files[$1]++; if ($2 == "own") own[$1] = 1 }
  END { for (name in files) if (files[name] > 1 && name in own) print "  " name }' | sort)
# Weak ones that no program has.
perhaps=$(printf '%s\n' "$lines" | awk '
  NF == 3 { files[$1]++; if ($3 == "merged") merged[$1] = 1 }
  END { for (name in files) if (files[name] > 1 && !(name in merged)) print "  " name }' | sort)
if [ -n "$found" ]; then
  printf 'variables with a copy in several files, which c++filt can read:\n%s\n' "$found"
  echo "affected"
  exit 1
fi
if [ -n "$perhaps" ]; then
  printf 'variables with a copy in several libraries, which share it if the program is linked with them:\n%s\n' "$perhaps"
  echo "cannot tell"
  exit 2
fi
echo "no such variable"
echo "not affected"
