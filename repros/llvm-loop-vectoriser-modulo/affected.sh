#!/bin/sh
# Does your compiler run past the end of an array in these loops?
#
#   sh affected.sh [LOOP.c|LOOP.rs]… [FLAGS.rsp]      without a loop: fold.c, unmask.c, and unmask.rs if RUSTC is set
#
# CLANG is asked, or ZIG by `zig cc`, or else CC; for .rs files RUSTC. FLAGS.rsp holds the flags that you compile with, such as
# "-O2 -march=x86-64"; without it they are -O2, and for Rust -Copt-level=3. Ends with `affected`, `not affected` or `cannot
# tell`; exit status 1, 0 or 2. It is about these loops: your own may have another shape.
set -u
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
flags= loops=0
for path; do
  case $path in *.rsp) flags=$path ;; *) loops=$((loops + 1)) ;; esac
done
if [ "$loops" = 0 ]; then
  set -- "$here/loops/fold.c" "$here/loops/unmask.c"
  [ -z "${RUSTC:-}" ] || set -- "$@" "$here/loops/unmask.rs"
fi
answer=0
for path; do
  case $path in
  *.rsp) continue ;;
  *.rs) echo "-Copt-level=3" >"$work/flags.rsp" ;;
  *) echo "-O2" >"$work/flags.rsp" ;;
  esac
  if ! sh "$here/compile.sh" "$path" "${flags:-$work/flags.rsp}" "$work/program" 2>"$work/log"; then
    head -n 3 "$work/log"
    [ "$answer" = 1 ] || answer=2
    continue
  fi
  "$work/program" >"$work/log" 2>&1
  status=$?
  echo "${path##*/}: $(tail -n 1 "$work/log")"
  case $status in
  0) ;;
  1) answer=1 ;;
  *) [ "$answer" = 1 ] || answer=2 ;;
  esac
done
case $answer in
1) echo "affected" ;;
2) echo "cannot tell" ;;
*) echo "not affected" ;;
esac
exit "$answer"
