#!/bin/sh
# Did the linker leave out a file, or a shared library, that registers something before main()?
#
#   sh affected.sh PROGRAM LIBRARY…
#
# LIBRARY is what the program is linked with: an archive (.a), an object file (.o) or a shared library (.so). Needs nm and
# readelf, and a program that still has its symbols. A file counts if it has code to run before main(), as constructors of
# C++ objects and __attribute__((constructor)) have. Prints what was left out; then the last line is `affected`, `not
# affected` or `cannot tell`, and the exit status 1, 0 or 2. Whether your program wants each of these files, only you know.
set -u
[ "$#" -gt 1 ] || {
  echo "usage: sh affected.sh PROGRAM LIBRARY…" >&2
  exit 2
}
program=$1
shift
answer=0
unknown() {
  echo "$1"
  [ "$answer" -ne 0 ] || answer=2
}
readelf -hW "$program" >/dev/null 2>&1 || {
  echo "$program: not a program that readelf reads"
  echo "cannot tell"
  exit 2
}
symbols=$(nm --defined-only "$program" 2>/dev/null | awk '{ print $NF }')
needed=$(readelf -dW "$program" 2>/dev/null | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p')
for file; do
  sections=$(readelf -SW "$file" 2>/dev/null)
  if [ -z "$sections" ]; then
    unknown "$file: not a library or an object file that readelf reads"
  elif readelf -hW "$file" 2>/dev/null | grep -q 'Type: *DYN'; then
    # Each shared library has one entry of the compiler's own, of 8 bytes.
    size=$(printf '%s\n' "$sections" | sed -n 's/.* \.init_array *INIT_ARRAY *[0-9a-f]* *[0-9a-f]* *\([0-9a-f]*\) .*/\1/p')
    name=$(readelf -dW "$file" | sed -n 's/.*(SONAME).*\[\(.*\)\]/\1/p')
    : "${name:=${file##*/}}"
    if [ "$((0x${size:-0}))" -le 8 ]; then
      echo "$file: has nothing to run before main()"
    elif printf '%s\n' "$needed" | grep -qxF -- "$name"; then
      echo "$file: the program needs it"
    else
      echo "$file: the program does not ask for $name, and nothing in it runs"
      answer=1
    fi
  elif printf '%s\n' "$sections" | grep -q '\.gnu\.lto_'; then
    unknown "$file: made for link-time optimisation, which renames what this script looks for"
  elif [ -z "$symbols" ]; then
    unknown "$program: no symbols; ask before it is stripped"
  else
    # The files with code to run before main(), and of their names those that are in the program.
    starting=$(printf '%s\n' "$sections" | awk '
      /^File: / { member = $2; sub(/.*\(/, "", member); sub(/\)$/, "", member) }
      / \.(init_array|ctors)/ && !(member in seen) { seen[member] = 1; print (member == "" ? "-" : member) }')
    left=$(
      {
        printf '%s\n' "$symbols" | sed 's/^/program /'
        printf '%s\n' "$starting" | sed 's/^/starting /'
        nm --defined-only "$file" | sed 's/^/member /'
      } | awk '
        $1 == "program" { linked[$2] = 1; next }
        $1 == "starting" { starting[$2] = 1; next }
        NF == 2 { member = $2; sub(/:$/, "", member); next }
        NF == 4 && ($3 ~ /^[TDBR]$/ || $4 ~ /^_GLOBAL__/) {
          if (member == "") member = "-"
          if (!(member in starting)) next
          named[member] = 1
          if ($4 in linked) found[member] = 1
        }
        END { for (one in named) if (!(one in found)) print "  " one }')
    if [ -n "$left" ]; then
      printf '%s: not in the program, though there is code in it to run before main():\n%s\n' "$file" "$left" | sed 's/^  -$/  the file itself/'
      answer=1
    else
      echo "$file: each file with code to run before main() is in the program"
    fi
  fi
done
case $answer in
1) echo "affected" ;;
2) echo "cannot tell" ;;
*) echo "not affected" ;;
esac
exit "$answer"
