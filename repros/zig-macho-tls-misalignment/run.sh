#!/bin/sh
# Runs the twelve images of $OUT, and the twelve without a fix, and says what came of each
# kind. Where some of them fault, it ends as the chosen one ends, whose template is misaligned
# or would be without the fix: 139 is death by SIGSEGV. Exit 3: an image did not do what its
# layout says, or affected.sh said otherwise.
#
# SKEW  moves each thread's block by so many bytes: the counterfactual
# ARCH  aarch64 is judged by layout alone: exit 1 if misaligned, 0 if not
set -u
: "${OUT:?set OUT to the folder of build.sh}" "${ARCH:=x86_64}" "${SKEW:=0}"
here=$(cd "$(dirname "$0")" && pwd)
cd "$OUT" || exit 3

run() { # IMAGE SKEW; prints on one line what it did
  ./mload --skew "$2" "$1" >said.txt 2>complaint.txt
  status=$?
  [ "$status" != 2 ] || { cat complaint.txt >&2 && exit 3; }
  echo "exit $status, $(tr -s '\n ' ' ' <said.txt | sed 's/ $//; s/ main/, main/')"
}

judge() { # IMAGE; the same by layout alone
  if ./mload --layout "$1" >layout.json; then
    echo "every variable is aligned by layout"
  else
    echo "$(grep -o '"name":"[^"]*","section":"[^"]*","offset":[0-9]*,"align":[0-9]*,"misaligned":true' layout.json |
      cut -d'"' -f4 | tr '\n' ' ')misaligned by layout"
  fi
}

sweep() { # FOLDER SKEW; prints a line for each image
  for n in 0 1 2 3 4 5 6 7 8 9 10 11; do
    image=$1/image-$n predicted=fault
    if ./mload --layout --skew "$2" "$image" >layout.json; then predicted=none; fi
    if [ "$ARCH" = x86_64 ]; then what=$(run "$image" "$2") || exit 3; else what=$(judge "$image"); fi
    case $predicted-$what in
    none-"exit 0,"* | none-every* | fault-"exit 139,"* | fault-*layout) ;;
    *) echo "run.sh: $image: its layout predicts $predicted, but: $what" >&2 && exit 3 ;;
    esac
    echo "template at 16n+$(./mload --template "$image" | cut -d' ' -f1): $what"
  done
}

ask() { # asks affected.sh of each image of the case, which must answer as the image did
  n=0
  while read -r _ _ _ did status _; do
    sh "$here/affected.sh" "app/image-$n" >answer.txt
    case $?-$ARCH-$did-$status in
    0-*-exit-0, | 1-*-exit-139, | 0-aarch64-every-* | 2-aarch64-*-misaligned) ;; # arm64 tolerates it
    *) cat answer.txt >&2 && echo "run.sh: app/image-$n did: $did $status" >&2 && exit 3 ;;
    esac
    n=$((n + 1))
  done <app.txt
}

kinds() { # FILE LABEL; prints each different line once, with how many images it holds for
  sort "$1" | uniq -c | sed "s/^ *\([0-9]*\) /$2\1 images, /"
}

cat swept
if [ "$SKEW" != 0 ]; then echo "each thread's block begins at 16n+$SKEW"; fi
sweep without-fix 0 >without-fix.txt || exit 3
kinds without-fix.txt "without a fix: "
sweep app "$SKEW" >app.txt || exit 3
# affected.sh reads the file, and cannot know of a block that was moved.
if [ "$SKEW" = 0 ]; then ask; fi
kinds app.txt ""

if ! grep -q -e 'exit 139' -e ' misaligned by layout' app.txt; then
  echo "12 of 12 images are clean"
  exit 0
fi
chosen=$(cat chosen)
if [ "$ARCH" != x86_64 ]; then ./mload --layout "app/image-$chosen" >layout.json && exit 0 || exit 1; fi
echo "image chosen: template at 16n+$(./mload --template "app/image-$chosen" | cut -d' ' -f1)"
./mload --skew "$SKEW" "app/image-$chosen"
