#!/bin/sh
# Runs the twelve images of $OUT, says once what came of each kind, and ends as the chosen
# image ends: 139 is death by SIGSEGV. Exit 3: an image did not do what its layout says.
#
# SKEW  moves each thread's block by so many bytes: the counterfactual
# ARCH  aarch64 is judged by layout alone: exit 1 if misaligned, 0 if not
set -u
: "${OUT:?set OUT to the folder of build.sh}" "${ARCH:=x86_64}" "${SKEW:=0}"
chosen=$(cat "$OUT/chosen") || exit 3
cd "$OUT" || exit 3

run() { # IMAGE; prints on one line what it did
  ./mload --skew "$SKEW" "$1" >said.txt 2>complaint.txt
  status=$?
  [ "$status" != 2 ] || { cat complaint.txt >&2 && exit 3; }
  echo "exit $status, $(tr -s '\n ' ' ' <said.txt | sed 's/ $//')"
}

judge() { # IMAGE; the same by layout alone
  ./mload --layout --skew "$SKEW" "$1" >layout.json
  case $? in
  0) echo "every variable is aligned by layout" ;;
  1) echo "$(grep -o '"name":"[^"]*","section":"[^"]*","offset":[0-9]*,"align":[0-9]*,"misaligned":true' layout.json |
    cut -d'"' -f4 | tr '\n' ' ')misaligned by layout" ;;
  *) exit 3 ;;
  esac
}

echo "12 images of one program, __DATA,__data longer by 0 to 11 words"
if [ "$SKEW" != 0 ]; then echo "each thread's block begins at 16n+$SKEW"; fi
if [ -e note ]; then cat note; fi
for n in 0 1 2 3 4 5 6 7 8 9 10 11; do
  template=$(./mload --template "app/image-$n") || exit 3
  if [ "$ARCH" = x86_64 ]; then what=$(run "app/image-$n") || exit 3; else what=$(judge "app/image-$n") || exit 3; fi
  echo "template at 16n+$template: $what"
  predicted=fault
  if ./mload --layout --skew "$SKEW" "app/image-$n" >layout.json; then predicted=none; fi
  case $predicted-$what in
  none-"exit 0,"* | fault-"exit 139,"* | *layout) ;;
  *) echo "run.sh: image $n: its layout predicts $predicted, but: $what" >&2 && exit 3 ;;
  esac
done >said-by-all.txt || exit 3
sort -u said-by-all.txt

if [ "$ARCH" != x86_64 ]; then
  ./mload --layout "app/image-$chosen" >layout.json
  exit $?
fi
echo "image chosen: template at 16n+$(./mload --template "app/image-$chosen")"
./mload --skew "$SKEW" "app/image-$chosen"
