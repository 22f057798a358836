#!/bin/sh
# Which of these programs does your GCC miscompile?
#
#   GCC=g++-12 sh affected.sh [FLAG…] [FLAGS.rsp] [PROGRAM…]
#
# Name the compiler in GCC, and give it the flags of your build, such as -O3 -march=native. Without flags it takes -O1, -O2 and -O3 in
# turn; without programs, those of bugs/. Each checks its own result and names the error of its bug.
# Ends with `affected`, `not affected` or `cannot tell`; exit status 1, 0 or 2.
set -u
: "${GCC:=${CLANG:-gcc}}"
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
flags= programs=
for one; do
  case $one in
  -*) flags="$flags $one" ;;
  *.rsp) flags="$flags @$one" ;;
  *) programs="$programs $one" ;;
  esac
done
[ -n "$programs" ] || programs=$(echo "$here"/bugs/*.c*)
levels="-O1 -O2 -O3"
[ -z "$flags" ] || levels=given
hit=0 ran=0
for level in $levels; do
  [ "$level" = given ] || flags=$level
  for program in $programs; do
    name=${program##*/} standard=
    case $name in *.cpp) standard=-std=c++20 ;; esac
    # The flags are words: they are split here.
    if ! "$GCC" $standard $flags "$program" -o "$work/program" -lstdc++ >"$work/log" 2>&1; then
      echo "$name: does not compile here: $(head -n 1 "$work/log")"
      continue
    fi
    "${GCC_START:-env}" "$work/program" >"$work/log" 2>&1
    status=$?
    last=$(tail -n 1 "$work/log")
    case $status:$last in
    0:right) ran=$((ran + 1)) ;;
    1:miscompiled:*) hit=$((hit + 1)) && echo "$name:$flags: $last" ;;
    *) echo "$name:$flags: ended with $status, and this script does not know why" ;;
    esac
  done
done
if [ "$hit" -gt 0 ]; then
  echo "affected"
  exit 1
fi
if [ "$ran" -gt 0 ]; then
  echo "none of the programs that compiled is miscompiled"
  echo "not affected"
  exit 0
fi
echo "cannot tell"
exit 2
