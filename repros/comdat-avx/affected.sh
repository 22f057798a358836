#!/bin/sh
# Did the linker give code of a program that should run on any CPU the AVX copy of a shared inline function?
#
#   sh affected.sh PROGRAM FILE.o…
#
# PROGRAM has its symbols still; the object files are those that it was linked from, at least one with AVX and one without. Needs
# nm, objdump and readelf. Looks at each function that several object files define and the linker keeps once (inline functions, templates): one with
# AVX instructions in one file and none in another is listed. The last line is `affected` if the program has the copy with AVX,
# `not affected` if it has none such, or `cannot tell`; the exit status is 1, 0 or 2.
set -u
[ "$#" -gt 2 ] || {
  echo "usage: sh affected.sh PROGRAM FILE.o…" >&2
  exit 2
}
program=$1
shift
# Whether the code of a function has AVX instructions: their names begin with v.
avx() {
  objdump -d --no-show-raw-insn --disassemble="$2" "$1" | grep -Eq '^ *[0-9a-f]+:[[:space:]]+v[a-z0-9]+ .*%[xyz]mm|[[:space:]]vzero'
}
if ! nm --defined-only "$program" 2>/dev/null | grep -q .; then
  echo "$program: no symbols; ask before it is stripped"
  echo "cannot tell"
  exit 2
fi
for file; do
  if readelf -SW "$file" | grep -q gnu.lto_; then
    echo "$file: compiled for LTO, so its machine code is not there yet"
    echo "cannot tell"
    exit 2
  fi
done
answer=0
for name in $(nm --defined-only "$@" 2>/dev/null | awk '$2 == "W" { print $3 }' | sort | uniq -d); do
  with= without=
  for file; do
    nm --defined-only "$file" | grep -q " W $name\$" || continue
    if avx "$file" "$name"; then with="$with $file"; else without="$without $file"; fi
  done
  [ -n "$with" ] && [ -n "$without" ] || continue
  printf '%s: with AVX in%s, without in%s\n' "$name" "$with" "$without"
  if avx "$program" "$name"; then
    echo "  the program has the copy with AVX"
    answer=1
  else
    echo "  the program has the copy without, which depends on the order of the link"
  fi
done
if [ "$answer" -ne 0 ]; then echo "affected"; else echo "not affected"; fi
exit "$answer"
