#!/bin/sh
# Does a program that musl runs give its threads musl's default stack?
#
#   sh affected.sh PROGRAM…
#
# Needs readelf, and for a static program its symbols. The last line is `affected`, `not affected` or `cannot tell`, and the exit
# status 1, 0 or 2. It does not see how much stack the threads use.
set -u
[ "$#" -gt 0 ] || {
  echo "usage: sh affected.sh PROGRAM…" >&2
  exit 2
}
answer=0
for file; do
  headers=$(readelf -lW "$file" 2>/dev/null)
  # The names alone, without versions.
  symbols=$(readelf -sW "$file" 2>/dev/null | awk 'NF >= 8 { sub(/@.*/, "", $8); print $8 }')
  # MemSiz of PT_GNU_STACK: what -z stack-size wrote; musl takes it for threads, up to 8 MiB.
  asked=$(printf '%s\n' "$headers" | awk '$1 == "GNU_STACK" { print $6 }')
  case $headers in
  *ld-musl*) musl=yes ;;
  *interpreter*) musl=no ;;
  *) if printf '%s\n' "$symbols" | grep -qx '__default_stacksize'; then musl=yes
     elif printf '%s\n' "$symbols" | grep -qx '__libc_start_main'; then musl=no
     else musl=; fi ;;
  esac
  if [ -z "$headers" ] || [ -z "$musl" ]; then
    echo "$file: nothing says which C library it has; ask before it is stripped"
    [ "$answer" -ne 0 ] || answer=2
  elif [ "$musl" = no ]; then
    echo "$file: another C library than musl"
  elif ! printf '%s\n' "$symbols" | grep -q '^\(__\)\{0,1\}pthread_create$\|^thrd_create$\|^_ZNSt6thread15_M_start_thread'; then
    # All libraries but C and C++ ones.
    others=$(readelf -dW "$file" 2>/dev/null | sed -n 's/.*(NEEDED).*\[\(.*\)\].*/\1/p' |
      grep -v '^lib\(c\|m\|gcc_s\|stdc++\|c++\|c++abi\)\.\|^libc\.musl\|^ld-')
    if [ -n "$others" ]; then
      echo "$file: starts no threads itself; its libraries may:" $others
      [ "$answer" -ne 0 ] || answer=2
    else
      echo "$file: starts no threads"
    fi
  elif [ "$((asked))" -gt 131072 ]; then
    echo "$file: asks for stacks of $((asked / 1024)) KiB"
  elif printf '%s\n' "$symbols" | grep -qx 'pthread_attr_setstacksize\|pthread_attr_setstack\|pthread_setattr_default_np'; then
    echo "$file: chooses the stacks of threads itself"
  else
    echo "$file: musl's default stack for each thread"
    answer=1
  fi
done
case $answer in
1) echo "affected" ;;
2) echo "cannot tell" ;;
*) echo "not affected" ;;
esac
exit "$answer"
