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
symbols=
[ -z "$(nm --defined-only "$program" 2>/dev/null)" ] || symbols=$(readelf -sW "$program" 2>/dev/null)
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
      echo "$file: the program does not ask for $name; nothing in it runs, unless another library asks for it"
      answer=1
    fi
  elif printf '%s\n' "$sections" | grep -q '\.gnu\.lto_'; then
    unknown "$file: made for link-time optimisation, which renames what this script looks for"
  elif [ -z "$symbols" ]; then
    unknown "$program: no symbols; ask before it is stripped"
  else
    # The files with code to run before main(), and of their names those that are in the program: names that other files may
    # refer to, and functions of the file's own, which count together with the name of its source. The constructor that
    # <iostream> puts into each file, in libstdc++ before 13, says nothing about registering.
    left=$(
      {
        printf '%s\n' "$symbols" | sed 's/^/program /'
        printf '%s\n' "$sections" | sed 's/^/section /'
        readelf -sW "$file" 2>/dev/null | sed 's/^/member /'
      } | awk '
        $2 == "File:" { member = $3; sub(/.*\(/, "", member); sub(/\)$/, "", member); next }
        $1 == "section" { if (/ \.(init_array|ctors)/) starting[member == "" ? "-" : member] = 1; next }
        $5 == "FILE" { source = $9; next }
        $2 !~ /^[0-9]+:$/ || NF < 9 { next }
        { name = $9; sub(/@.*/, "", name); one = member == "" ? "-" : member }
        $8 == "UND" { if ($1 == "member" && name == "_ZNSt8ios_base4InitC1Ev") stream[one] = 1; next }
        $6 == "LOCAL" && $5 == "FUNC" { name = source "/" name; if ($1 == "program") locals = 1; else own[one] = 1 }
        $6 == "LOCAL" && $5 != "FUNC" || $6 != "LOCAL" && $6 != "GLOBAL" { next }
        $1 == "program" { linked[name] = 1; next }
        one in starting { named[one] = 1; if ($6 == "GLOBAL") global[one] = 1; if (name in linked) found[one] = 1 }
        END {
          for (one in starting)
            if (!(one in named) || !(one in global) && !locals) print "unsure  " one ": has no name to look for"
            else if (!(one in found)) print (one in stream ? "unsure  " one ": includes <iostream>, and perhaps that is all" : "left  " one)
        }')
    out=$(printf '%s\n' "$left" | sed -n 's/^left//p')
    if [ -n "$out" ]; then
      printf '%s: not in the program, though there is code in it to run before main():\n%s\n' "$file" "$out" | sed 's/^  -$/  the file itself/'
      answer=1
    fi
    unsure=$(printf '%s\n' "$left" | sed -n 's/^unsure//p')
    if [ -n "$unsure" ]; then
      unknown "$(printf '%s: not in the program as far as one can tell:\n%s\n' "$file" "$unsure")"
    elif [ -z "$out" ]; then
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
