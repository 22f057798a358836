#!/bin/sh
# Changes data.txt in the project of build.sh, builds it again as before, and then once more from nothing. Exit 0: both programs have
# the new bytes; 1: the first has the old ones; 3: the program had other bytes at the beginning, or not even a new build has the new ones.
set -eu
: "${OUT:?set OUT to the folder that build.sh wrote to}" "${BUILD:=make}"
cd "$OUT/project"
case $BUILD in
make) folder=. again="${MAKE_BIN:-make} program" clean="rm -f program main.o blob.o" ;;
ninja) folder=. again="${NINJA:-ninja} program" clean="${NINJA:-ninja} -t clean" ;;
*) folder=build again="${NINJA:-ninja} -C build program" clean="${NINJA:-ninja} -C build -t clean" ;;
esac
start=${GCC_START:-env}
first=$("$start" "$folder/program")
[ "$first" = old ] || {
  echo "the first program says $first"
  exit 3
}
# Newer than every object, in the same second as little as in another.
sleep 0.1
printf new >data.txt
$again >log
cat log >&2
second=$("$start" "$folder/program")
if grep -qE "no work to do|up to date" log; then said="found nothing to do"; else said="built"; fi
$clean >/dev/null
$again >log
third=$("$start" "$folder/program")
[ "$third" = new ] || {
  echo "built from nothing the program says $third"
  exit 3
}
echo "after the change the build $said: the program says $second, built from nothing it says $third"
[ "$second" = new ]
