#!/bin/sh
# Do your sources ask cpuid for a leaf with subleaves, and name none?
#
#   sh affected.sh FILE-OR-FOLDER…
#
# Looks for __get_cpuid and __cpuid of <cpuid.h> with leaf 4, 7, 0xb, 0xd or 0x14 as a number. Prints the lines; then the last line
# is `affected`, `not affected` or `cannot tell`, and the exit status 1, 0 or 2. A leaf in a variable it cannot see.
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
if grep -rnE '(^|[^A-Za-z_])(__get_cpuid|__cpuid) *\( *(4|7|11|13|20|0x0*[47bBdD]|0x0*14)[uU]? *,' "$@"; then
  echo "affected"
  exit 1
fi
echo "no such call with a number"
echo "not affected"
