#!/bin/sh
# Does loading this shared library turn subnormal numbers off?
#
#   sh affected.sh LIBRARY…
#
# Needs readelf, objdump and od, for x86-64. Reads each function that the loader runs when it loads the library, and looks for one
# that itself sets FTZ or DAZ in MXCSR, as set_fast_math of crtfastmath.o does. It does not follow calls. A stripped library will do.
# Prints what it found; then the last line is `affected`, `not affected` or `cannot tell`, and the exit status 1, 0 or 2. Of a program
# it cannot tell: ask the libraries that it loads, which ldd lists.
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
  # libc.so.6 has an interpreter too, and a name to be linked by.
  if readelf -lW "$file" | grep -q INTERP && ! readelf -dW "$file" | grep -q '(SONAME)'; then
    unknown "a program, and not a shared library"
    continue
  fi
  # The table of what the loader runs: its address and size, and what relocations put into it.
  set -- "$(readelf -dW "$file" | awk '/\(INIT_ARRAY\)/ { print $3 }')" "$(readelf -dW "$file" | awk '/\(INIT_ARRAYSZ\)/ { print $3 }')"
  if [ -z "$1" ]; then
    echo "$file: the loader runs nothing of it"
    continue
  fi
  functions=
  if readelf -dW "$file" | grep -q '(RELR)'; then
    # Packed relocations leave the addresses in the table itself.
    place=$(readelf -SW "$file" | awk 'sub(/^.* \.init_array +INIT_ARRAY +/, "") { print "0x" $2, "0x" $3 }')
    if [ -z "$place" ]; then
      unknown "its relocations are packed (RELR), and it has no section headers"
      continue
    fi
    for word in $(od -A n -v -t x8 -j "$((${place% *}))" -N "$((${place#* }))" "$file"); do
      [ "$((0x$word))" -eq 0 ] || functions="$functions $((0x$word))"
    done
  fi
  functions="$functions $(readelf -rW "$file" | awk '$3 == "R_X86_64_RELATIVE" { print $1, $4 } $3 == "R_X86_64_64" { print $1, $4 }' | while read -r where what; do
    [ "$((0x$where))" -ge "$(($1))" ] && [ "$((0x$where))" -lt "$(($1 + $2))" ] && echo "$((0x$what))"
  done)"
  found=
  for function in $functions; do
    code=$(objdump -d --no-show-raw-insn --start-address="$function" --stop-address="$((function + 96))" "$file" |
      awk -F '\t' '$2 ~ /^(repz |bnd )?ret/ { exit } { print $2 }')
    case $code in
    *'$0x80'[04]'0'*ldmxcsr* | *'$0x40'*ldmxcsr*) found=$function ;;
    esac
  done
  if [ -n "$found" ]; then
    printf '%s: the loader runs a function at 0x%x that sets FTZ or DAZ\n' "$file" "$found"
    answer=1
  else
    echo "$file: no function that the loader runs sets FTZ or DAZ itself"
  fi
done
case $answer in
1) echo "affected" ;;
2) echo "cannot tell" ;;
*) echo "not affected" ;;
esac
exit "$answer"
