#!/bin/sh
# Does a program fork with libgomp's threads behind it?
#
#   sh affected.sh PROGRAM-OR-LIBRARY…
#
# Needs readelf. The last line is `affected`, `not affected` or `cannot tell`, and the exit status 1, 0 or 2. It reads the file,
# and does not run it: whether a parallel region runs before the fork, and with how many threads, it cannot see. Where a library may
# bring the regions, or the child may call exec at once, it cannot tell.
set -u
[ "$#" -gt 0 ] || {
  echo "usage: sh affected.sh PROGRAM-OR-LIBRARY…" >&2
  exit 2
}
answer=0
for file; do
  needed=$(readelf -dW "$file" 2>/dev/null | sed -n 's/.*(NEEDED).*\[\(.*\)\].*/\1/p')
  # Undefined symbols, without their versions.
  wants=$(readelf --dyn-syms -W "$file" 2>/dev/null | awk '$7 == "UND" { sub(/@.*/, "", $8); print $8 }')
  if [ -z "$needed$wants" ]; then
    echo "$file: not a file that is linked dynamically"
    [ "$answer" -ne 0 ] || answer=2
  elif ! printf '%s\n' "$needed" | grep -q '^libgomp'; then
    # All but the C and C++ libraries, and LLVM's and Intel's OpenMP.
    others=$(printf '%s\n' "$needed" | grep -v '^$\|^lib\(c\|m\|dl\|rt\|pthread\|gcc_s\|stdc++\|omp\|iomp5\)\.so\|^ld-')
    if [ -n "$others" ]; then
      echo "$file: does not use libgomp itself; ask its libraries as well:" $others
      [ "$answer" -ne 0 ] || answer=2
    else
      echo "$file: does not use libgomp"
    fi
  elif ! printf '%s\n' "$wants" | grep -q '^GOMP_parallel'; then
    echo "$file: has no parallel region of its own"
  elif printf '%s\n' "$wants" | grep -qx 'omp_pause_resource_all\|omp_pause_resource'; then
    echo "$file: can end libgomp's threads, with omp_pause_resource"
  elif printf '%s\n' "$wants" | grep -qx 'fork\|_Fork\|daemon'; then
    if printf '%s\n' "$wants" | grep -q '^f\{0,1\}exec[lv]'; then
      echo "$file: has parallel regions of libgomp, forks, and calls exec; a child that calls exec first is not affected"
      [ "$answer" -ne 0 ] || answer=2
    else
      echo "$file: has parallel regions of libgomp, and forks"
      answer=1
    fi
  elif readelf -hW "$file" | grep -q 'DYN' && ! readelf -lW "$file" | grep -q INTERP; then
    echo "$file: a library with parallel regions of libgomp; the program that loads it must not fork after the first"
    [ "$answer" -ne 0 ] || answer=2
  else
    echo "$file: has parallel regions of libgomp, and does not fork"
  fi
done
case $answer in
1) echo "affected" ;;
2) echo "cannot tell" ;;
*) echo "not affected" ;;
esac
exit "$answer"
