#!/bin/sh
# Does a program list a function of a library as IFUNC, so that dlsym would call the program's own stub for it?
#
#   sh affected.sh PROGRAM…
#
# Needs readelf; symbols may have been stripped. A program is affected if an undefined dynamic symbol has an address and the
# type IFUNC. It crashes only if something in the process asks dlsym for that name. Then the last line is `affected`, `not
# affected` or `cannot tell`, and the exit status 1, 0 or 2.
set -u
[ "$#" -gt 0 ] || {
  echo "usage: sh affected.sh PROGRAM…" >&2
  exit 2
}
answer=0
for file; do
  readelf -hW "$file" >/dev/null 2>&1 || {
    echo "$file: no ELF file"
    [ "$answer" -ne 0 ] || answer=2
    continue
  }
  found=$(readelf --dyn-syms -W "$file" 2>/dev/null | grep -E ' UND ' | grep -E 'IFUNC|<OS specific>: 10' | awk '$2 !~ /^0+$/')
  if [ -n "$found" ]; then
    printf '%s: functions of libraries that are listed as IFUNC with an address of the program:\n%s\n' "$file" "$found"
    answer=1
  else
    echo "$file: no function of a library is listed so"
  fi
done
case $answer in
1) echo "affected" ;;
2) echo "cannot tell" ;;
*) echo "not affected" ;;
esac
exit "$answer"
