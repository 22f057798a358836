#!/bin/sh
# Does a type have two names in memory, one in the program and one in a library, or one in each of two libraries?
#
#   sh affected.sh PROGRAM LIBRARY…
#
# Needs readelf, and files that still have their symbols. Lists the types whose name (_ZTS…) two of the files define, where one
# of them does not export it, or is a library that does not look it up, as with -Bsymbolic. Types of unnamed namespaces are left
# out: each file has its own. Only libc++ compares such names by address. The last line is `affected`, `not affected` or `cannot
# tell`, and the exit status 1, 0 or 2. It matters where one file casts to the type, or catches it, and another makes it.
set -u
[ "$#" -gt 1 ] || {
  echo "usage: sh affected.sh PROGRAM LIBRARY…" >&2
  exit 2
}
libcxx=no
names=
library=0
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
  case $(readelf -dW "$file") in *"Shared library: [libc++.so"* | *"Shared library: [libc++abi.so"* | *"Shared library: [libc++_shared.so"*) libcxx=yes ;; esac
  case $symbols in *_ZNSt3__1* | *_ZNSt6__ndk1*) libcxx=yes ;; esac
  names="$names
$({
      readelf -rW "$file" 2>/dev/null | awk 'NF >= 5 && $5 ~ /^_ZTS/ { sub(/@.*/, "", $5); print "looked", $5 }'
      printf '%s\n' "$symbols"
    } | awk -v library="$library" '
    $1 == "looked" { looked[$2] = 1; next }
    /^Symbol table/ { table = $3 }
    $8 ~ /^_ZTS/ && $8 !~ /_GLOBAL__N_/ && $7 != "UND" { sub(/@.*/, "", $8); if (table ~ /dynsym/) loader[$8] = 1; else own[$8] = 1 }
    END { for (name in own) print name, ((name in loader) && (!library || (name in looked))) ? "shared" : "own" }')"
  library=1
done
if [ "$libcxx" = no ]; then
  echo "no sign of libc++; libstdc++ compares the names as text"
  echo "not affected"
  exit 0
fi
found=$(printf '%s\n' "$names" | awk 'NF { files[$1]++; if ($2 == "own") own[$1] = 1 } END { for (name in files) if (files[name] > 1 && name in own) print "  " name }' | sort)
if [ -n "$found" ]; then
  printf 'types with two names in memory, which c++filt can read:\n%s\n' "$found"
  echo "affected"
  exit 1
fi
echo "no type has two names in memory"
echo "not affected"
