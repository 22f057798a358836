#!/bin/sh
# Does your rustc compile these programs wrongly?
#
#   sh affected.sh [Cargo.toml] [PROGRAM.rs…]      without a program: those of bugs/
#
# Asks $RUSTC, or rustc. Of Cargo.toml it takes the opt-level of [profile.release], or else 3, and those of single packages. It
# compiles each program at each level and runs it. A program of your own must exit with 0 where it is right and with 1 where
# it is wrong. Ends with `affected`, `not affected` or `cannot tell`; exit status 1, 0 or 2. It is about these programs:
# "not affected" does not say that a compiler has no other bug.
set -u
: "${RUSTC:=rustc}" "${CC:=cc}"
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
levels=3 programs=0
for path; do
  case $path in
  *.toml)
    levels=$(awk -F= '
      /^\[/ { all = /^\[profile\.release\]/; one = /^\[profile\.release\.package\./ }
      (all || one) && $1 ~ /^ *opt-level *$/ {
        sub(/#.*/, "", $2); gsub(/[" \t\r]/, "", $2)
        if (all) level = $2; else print $2
      }
      END { print level == "" ? 3 : level }' "$path" | sort -u)
    ;;
  *) programs=$((programs + 1)) ;;
  esac
done
[ "$programs" -gt 0 ] || set -- "$here"/bugs/*.rs
"$RUSTC" --version || {
  echo "cannot tell"
  exit 2
}
answer=0
for path; do
  case $path in *.toml) continue ;; esac
  name=${path##*/}
  for level in $levels; do
    if ! "$RUSTC" --edition 2024 --crate-name program -Copt-level="$level" -Clinker="$CC" -o "$work/program" "$path" 2>"$work/log"; then
      grep -m 1 error "$work/log"
      echo "$name: it does not compile here"
      [ "$answer" = 1 ] || answer=2
      continue
    fi
    "$work/program" >"$work/log" 2>&1
    case $? in
    0) echo "$name at opt-level $level: right" ;;
    1)
      echo "$name at opt-level $level: $(tail -n 1 "$work/log")"
      answer=1
      ;;
    *)
      echo "$name at opt-level $level: it ended in another way"
      [ "$answer" = 1 ] || answer=2
      ;;
    esac
  done
done
case $answer in
1) echo "affected" ;;
2) echo "cannot tell" ;;
*) echo "not affected" ;;
esac
exit "$answer"
