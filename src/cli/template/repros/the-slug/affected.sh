#!/bin/sh
# Says whether a build folds its tests for NaN. The program must print "missed the NaN" where it does:
#
#   sh affected.sh PROGRAM…
#
# Replace this by a look at what your readers have: an instruction, a section, a version. Exit status: 1 affected, 0 not
# affected, 2 cannot tell.
set -u
verdict="cannot tell"
for program; do
  case $("$program") in
  "missed the NaN") echo "$program folds the test" && verdict="affected" && break ;;
  "noticed the NaN") verdict="not affected" ;;
  esac
done
echo "$verdict"
case $verdict in
affected) exit 1 ;;
"not affected") exit 0 ;;
*) exit 2 ;;
esac
