#!/bin/sh
# Do your sources ask cpuid for a leaf with subleaves, and name none?
#
#   sh affected.sh FILE-OR-FOLDER…
#
# Looks for __get_cpuid and __cpuid of <cpuid.h> with the number of a leaf that has subleaves, such as 4, 7 or 0xd. Prints the lines; then
# the last line is `affected`, `not affected` or `cannot tell`, and the exit status 1, 0 or 2. A leaf in a variable and cpuid in
# assembly it prints, and cannot tell.
set -u
[ "$#" -gt 0 ] || {
  echo "usage: sh affected.sh FILE-OR-FOLDER…" >&2
  exit 2
}
for path; do
  [ -e "$path" ] || {
    echo "$path: not there"
    echo "cannot tell"
    exit 2
  }
done
leaf='(4|7|11|13|15|16|18|20|23|24|31|0x0*([47bBdDfF]|1[02478fF]|8000001[dD]))[uU]?'
find_in() { # PATTERN FILE…: the lines that are no comments
  grep -rnIHE "$@" | grep -vE '^[^:]*:[0-9]+:[[:space:]]*(//|/?\*)'
}
if find_in "(^|[^A-Za-z_])(__get_cpuid|__cpuid) *\( *$leaf *," "$@"; then
  echo "affected"
  exit 1
fi
if find_in '(^|[^A-Za-z_])(__get_cpuid|__cpuid) *\( *([A-Za-z_(]|$)|"cpuid(\\|;|")' "$@"; then
  echo "no such call with a number; of these lines the leaf or the subleaf is not seen"
  echo "cannot tell"
  exit 2
fi
echo "no such call with a number"
echo "not affected"
