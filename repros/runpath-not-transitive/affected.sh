#!/bin/sh
# Is a library missing because the program's RUNPATH does not reach it?
#
#   sh affected.sh PROGRAM…
#
# Needs readelf and ldd, and glibc's loader. Name programs of your own: ldd starts their loader. The last line is
# `affected`, `not affected` or `cannot tell`, and the exit status 1, 0 or 2. It sees what is loaded at the start; a
# library that another one opens later by its name is beyond it.
set -u
[ "$#" -gt 0 ] || {
  echo "usage: sh affected.sh PROGRAM…" >&2
  exit 2
}
answer=0
for file; do
  case $file in */*) ;; *) file=./$file ;; esac
  if ! listed=$(LC_ALL=C ldd "$file" 2>&1); then
    echo "$file: ldd cannot read it"
    [ "$answer" -ne 0 ] || answer=2
    continue
  fi
  missing=$(printf '%s\n' "$listed" | awk '/=> not found/ { print $1 }' | sort -u)
  if [ -z "$missing" ]; then
    echo "$file: the loader finds each library"
    continue
  fi
  path=$(LC_ALL=C readelf -dW "$file" | sed -n 's/.*(R[UN]*PATH).*\[\(.*\)\]$/\1/p')
  needed=$(LC_ALL=C readelf -dW "$file" | sed -n 's/.*(NEEDED).*\[\(.*\)\]$/\1/p')
  # $ORIGIN is the folder of the file itself, not of a link to it.
  real=$(readlink -f "$file")
  origin=${real%/*}
  for name in $missing; do
    found=''
    old=$IFS IFS=:
    for folder in $path; do
      folder=$(printf '%s\n' "$folder" | sed "s|\${ORIGIN}|$origin|g; s|\$ORIGIN|$origin|g")
      [ ! -e "$folder/$name" ] || found=$folder
    done
    IFS=$old
    if [ -z "$found" ]; then
      echo "$file: $name is in no folder of the program's search path; it is missing for another reason"
      [ "$answer" -ne 0 ] || answer=2
    elif printf '%s\n' "$needed" | grep -qxF "$name"; then
      echo "$file: $name is in the program's search path, and the loader refuses it for another reason"
      [ "$answer" -ne 0 ] || answer=2
    else
      echo "$file: $name is in the program's search path, which is not searched for the library that needs it"
      answer=1
    fi
  done
done
case $answer in
1) echo "affected" ;;
2) echo "cannot tell" ;;
*) echo "not affected" ;;
esac
exit "$answer"
