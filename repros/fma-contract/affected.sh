#!/bin/sh
# Does an object file or program of yours have fused multiply-add instructions?
#
#   sh affected.sh FILE…
#
# Needs objdump, for aarch64 that of its cross tools (or set OBJDUMP). Prints the functions that have one; then the last line is
# `affected`, `not affected` or `cannot tell`, and the exit status 1, 0 or 2. Give it your own object files: calls of fma() and
# intrinsics look the same, and a static program has those of the C library.
set -u
[ "$#" -gt 0 ] || {
  echo "usage: sh affected.sh FILE…" >&2
  exit 2
}
answer=0
for file; do
  code=
  for tool in ${OBJDUMP:-objdump aarch64-linux-gnu-objdump}; do
    code=$("$tool" -d --no-show-raw-insn "$file" 2>/dev/null)
    case $code in *'>:'*) break ;; esac
  done
  case $code in
  *'>:'*) ;;
  *)
    echo "$file: no code that objdump can read"
    [ "$answer" -ne 0 ] || answer=2
    continue
    ;;
  esac
  # x86: vfmadd, vfmsub, vfnmadd, vfnmsub. aarch64: fmadd, fmsub, fnmadd, fnmsub, the vector forms fmla and fmls, and those of SVE: fmad,
  # fmsb, fnmla, fnmls, fnmad, fnmsb.
  found=$(printf '%s\n' "$code" | awk '
    / <.*>:$/ { name = $2; gsub(/[<>:]/, "", name) }
    $2 ~ /^(vfn?m(add|sub)|fn?m(add|sub)$|fn?ml[as]$|fn?m(ad|sb)$)/ && !seen[name, $2]++ { print "  " name ": " $2 }')
  if [ -n "$found" ]; then
    printf '%s: products that are not rounded on their own:\n%s\n' "$file" "$found"
    answer=1
  else
    echo "$file: no fused multiply-add"
  fi
done
case $answer in
1) echo "affected" ;;
2) echo "cannot tell" ;;
*) echo "not affected" ;;
esac
exit "$answer"
