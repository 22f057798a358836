#!/bin/sh
# Is the program that Cargo left in target/release older than its sources?
#
#   sh affected.sh PROJECT      the folder with Cargo.toml
#
# Builds the same sources once more, offline, into a folder of its own, and compares the programs byte by byte. Where they
# differ it names the sources that came after the program and have an older time. CARGO, RUSTC and RUSTFLAGS must be those
# of your build. Ends with `affected`, `not affected` or `cannot tell`; exit status 1, 0 or 2.
set -u
: "${CARGO:=cargo}"
answer() { # STATUS WORDS
  rm -rf "$work"
  echo "$2"
  exit "$1"
}
work=$(mktemp -d) || exit 2
# Where nobody can write to Cargo's folder, as in a sandbox.
[ -w "${CARGO_HOME:-${HOME:-/nowhere}}" ] || export CARGO_HOME="$work/home"
[ -d "${1:-}/target/release" ] || {
  echo "usage: sh affected.sh PROJECT, a folder with target/release"
  answer 2 "cannot tell"
}
cd "$1" || answer 2 "cannot tell"
(
  unset RUSTC_WRAPPER
  "$CARGO" build --quiet --release --offline --target-dir "$work/target"
) || {
  echo "the project does not build here"
  answer 2 "cannot tell"
}
compared=0 status=0
for built in "$work"/target/release/*; do
  [ -f "$built" ] && [ -x "$built" ] || continue
  found=target/release/${built##*/}
  [ -f "$found" ] || continue
  compared=$((compared + 1))
  cmp -s "$built" "$found" && continue
  echo "$found is another program than these sources make"
  # What Cargo compares with; the program itself is a hard link, whose time changes when it is linked anew.
  record=$(ls -td target/release/.fingerprint/*/dep-bin-"${built##*/}" 2>/dev/null | head -n 1)
  late=$(find . -path ./target -prune -o -name '*.rs' -newercc "${record:-$found}" ! -newermm "${record:-$found}" -print)
  if [ -n "$late" ]; then
    echo "these came after it, with an older time:"
    echo "$late"
    status=1
  elif [ "$status" = 0 ]; then status=2; fi
done
[ "$compared" -gt 0 ] || answer 2 "cannot tell"
case $status in
0) answer 0 "not affected" ;;
1) answer 1 "affected" ;;
*) answer 2 "cannot tell" ;;
esac
