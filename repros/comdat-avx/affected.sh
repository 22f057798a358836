#!/bin/sh
# Did the linker give code of a program that should run on any CPU the AVX copy of a shared inline function?
#
#   sh affected.sh PROGRAM FILE.o…
#
# PROGRAM has its symbols still; the object files are those that it was linked from, at least one with AVX and one without. Needs
# nm, objdump and readelf. Looks at each function that several object files define and the linker keeps once (inline functions, templates): one with
# instructions of AVX or BMI in one file and none in another is listed. The last line is `affected` if the program has the copy with them,
# `not affected` if it has none such, or `cannot tell`; the exit status is 1, 0 or 2.
set -u
[ "$#" -gt 2 ] || {
  echo "usage: sh affected.sh PROGRAM FILE.o…" >&2
  exit 2
}
program=$1
shift
# Whether the code of a function has instructions of AVX, whose names begin with v, or of BMI, which -march=haswell brings as well.
avx() {
  objdump -d --no-show-raw-insn --disassemble="$2" "$1" |
    grep -Eq '^ *[0-9a-f]+:[[:space:]]+(v[a-z0-9]+ .*%[xyz]mm|vzero|(andn|bextr|blsi|blsmsk|blsr|bzhi|mulx|pdep|pext|rorx|sarx|shlx|shrx) )'
}
if ! nm --defined-only "$program" 2>/dev/null | grep -q .; then
  echo "$program: no symbols; ask before it is stripped"
  echo "cannot tell"
  exit 2
fi
if readelf -SW "$@" 2>/dev/null | grep -q gnu.lto_; then
  echo "object files that are compiled for LTO, so that their machine code is not there yet"
  echo "cannot tell"
  exit 2
fi
answer=0
# A line for each function that more than one file defines, with these files.
shared=$(nm -A --defined-only "$@" 2>/dev/null |
  awk '$2 == "W" { sub(/:[0-9a-f]+$/, "", $1); if (!seen[$3, $1]++) { files[$3] = files[$3] "\t" $1; many[$3]++ } }
    END { for (name in many) if (many[name] > 1) print name files[name] }')
tab=$(printf '\t')
while read -r name files; do
  [ -n "$name" ] || continue
  with= without=
  IFS=$tab
  for file in $files; do
    # Of an archive, nm names the member as well; objdump reads them all.
    [ -e "$file" ] || file=${file%:*}
    if avx "$file" "$name"; then with="$with $file"; else without="$without $file"; fi
  done
  unset IFS
  [ -n "$with" ] && [ -n "$without" ] || continue
  printf '%s: with AVX or BMI in%s, without in%s\n' "$name" "$with" "$without"
  if avx "$program" "$name"; then
    echo "  the program has the copy with it"
    answer=1
  else
    echo "  the program has the copy without, which depends on the order of the link"
  fi
done <<EOF
$shared
EOF
if [ "$answer" -ne 0 ]; then echo "affected"; else echo "not affected"; fi
exit "$answer"
