#!/bin/sh
# Does loading this shared library turn subnormal numbers off?
#
#   sh affected.sh LIBRARY…
#
# Needs readelf and objdump, for x86-64. Reads each function that the loader runs when it loads the library, and looks for one that
# sets FTZ or DAZ in MXCSR, as set_fast_math of crtfastmath.o does. A stripped library will do. Prints what it found; then the
# last line is `affected`, `not affected` or `cannot tell`, and the exit status 1, 0 or 2. A program is left out: that
# it sets them for itself is what the flag is for.
set -u
[ "$#" -gt 0 ] || {
  echo "usage: sh affected.sh LIBRARY…" >&2
  exit 2
}
unknown() {
  echo "$file: $1"
  [ "$answer" -ne 0 ] || answer=2
}
answer=0
for file; do
  header=$(readelf -hW "$file" 2>/dev/null)
  case $header in
  *"Type:"*DYN*) ;;
  *"Type:"*) echo "$file: not a shared library" && continue ;;
  *) unknown "not an ELF file" && continue ;;
  esac
  case $header in
  *X86-64*) ;;
  *) unknown "not for x86-64" && continue ;;
  esac
  if readelf -lW "$file" | grep -q INTERP; then
    echo "$file: a program, and not a shared library"
    continue
  fi
  # The table of what the loader runs: its address and size, and what relocations put into it.
  set -- "$(readelf -dW "$file" | awk '/\(INIT_ARRAY\)/ { print $3 }')" "$(readelf -dW "$file" | awk '/\(INIT_ARRAYSZ\)/ { print $3 }')"
  if [ -z "$1" ]; then
    echo "$file: the loader runs nothing of it"
    continue
  fi
  if readelf -dW "$file" | grep -q '(RELR)'; then
    unknown "its relocations are packed (RELR), which this script does not read"
    continue
  fi
  functions=$(readelf -rW "$file" | awk '$3 == "R_X86_64_RELATIVE" { print $1, $4 } $3 == "R_X86_64_64" { print $1, $4 }' | while read -r where what; do
    [ "$((0x$where))" -ge "$(($1))" ] && [ "$((0x$where))" -lt "$(($1 + $2))" ] && echo "$((0x$what))"
  done)
  found=
  for function in $functions; do
    code=$(objdump -d --no-show-raw-insn --start-address="$function" --stop-address="$((function + 96))" "$file" |
      awk '/ret/ { exit } { print }')
    case $code in
    *'$0x80'[04]'0'*ldmxcsr* | *'$0x40'*ldmxcsr*) found=$function ;;
    esac
  done
  if [ -n "$found" ]; then
    printf '%s: the loader runs a function at 0x%x that sets FTZ or DAZ\n' "$file" "$found"
    answer=1
  else
    echo "$file: nothing that the loader runs sets FTZ or DAZ"
  fi
done
case $answer in
1) echo "affected" ;;
2) echo "cannot tell" ;;
*) echo "not affected" ;;
esac
exit "$answer"
