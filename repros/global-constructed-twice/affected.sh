#!/bin/sh
# Do two files of a process each define one global variable, which the loader makes one?
#
#   sh affected.sh PROGRAM LIBRARY…
#   sh affected.sh PROGRAM $(ldd PROGRAM | awk '/=> \// { print $3 }')
#
# Needs readelf. Lists variables that two of the files define and export, and that the later one looks up by name, in files that
# register destructors (__cxa_atexit). The last line is `affected`, `not affected` or `cannot tell`, and the exit status 1, 0 or
# 2. Weak and unique variables are not listed: they have guards. A variable without a constructor is listed and does no harm
# but that it is shared.
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
found=$(for file; do
  symbols=$(readelf -W --dyn-syms "$file")
  case $symbols in *" __cxa_atexit"*) ;; *) continue ;; esac
  printf '%s\n' "$symbols" | awk -v file="$file" '
    $4 == "OBJECT" && $5 == "GLOBAL" && $7 ~ /^[0-9]+$/ { sub(/@.*/, "", $8); print "defines", $8, file }'
  readelf -rW "$file" | awk -v file="$file" '
    NF >= 5 { sub(/@.*/, "", $5); print ($3 ~ /_COPY$/) ? "copies" : "looks", $5, file }'
done | awk '
  # A program that copies a variable of a library has no constructor of it.
  $1 == "copies" { copies[$2, $3] = 1 }
  $1 == "looks" { looks[$2, $3] = 1 }
  $1 == "defines" { order[++count] = $2 SUBSEP $3 }
  END {
    for (i = 1; i <= count; i++) if (!(order[i] in copies)) {
      split(order[i], pair, SUBSEP)
      if (pair[1] in first) later[pair[1]] = pair[2]; else first[pair[1]] = pair[2]
    }
    for (name in later) if ((name, later[name]) in looks) print "  " name " is in " first[name] " and in " later[name]
  }' | sort)
if [ -n "$found" ]; then
  printf 'variables that two files define (one without a constructor does no harm):\n%s\n' "$found"
  echo "affected"
  exit 1
fi
echo "no variable that two of these files define and share"
echo "not affected"
