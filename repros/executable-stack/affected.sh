#!/bin/sh
# Does a program or a shared library ask for an executable stack? And which object files are the reason?
#
#   sh affected.sh FILE…
#
# Needs readelf. The last line is `affected`, `not affected` or `cannot tell`, and the exit status 1, 0 or 2. Of object
# files it says whether they have the section that tells the linker; what comes of it is the linker's decision. It does
# not know whether the code needs an executable stack: a trampoline of GCC's does.
set -u
[ "$#" -gt 0 ] || {
  echo "usage: sh affected.sh FILE…" >&2
  exit 2
}
answer=0
for file; do
  header=$(LC_ALL=C readelf -hW "$file" 2>/dev/null | awk '$1 == "Type:" { print $2 }')
  stack=$(LC_ALL=C readelf -lW "$file" 2>/dev/null | awk '$1 == "GNU_STACK" { print $7 }')
  case $header:$stack in
  REL:*)
    case $(LC_ALL=C readelf -SW "$file" | grep -F .note.GNU-stack) in
    '') echo "$file: an object file without .note.GNU-stack" ;;
    *' X '*) echo "$file: an object file that asks for an executable stack" ;;
    *) echo "$file: an object file that asks for none" ;;
    esac
    [ "$answer" -ne 0 ] || answer=2
    ;;
  DYN:*E* | EXEC:*E*)
    echo "$file: asks for an executable stack (GNU_STACK $stack)"
    answer=1
    ;;
  DYN: | EXEC:)
    echo "$file: says nothing about its stack, which glibc takes for a wish on x86-64"
    answer=1
    ;;
  DYN:* | EXEC:*) echo "$file: asks for none (GNU_STACK $stack)" ;;
  *)
    echo "$file: readelf cannot read it as ELF"
    [ "$answer" -ne 0 ] || answer=2
    ;;
  esac
done
case $answer in
1) echo "affected" ;;
2) echo "cannot tell" ;;
*) echo "not affected" ;;
esac
exit "$answer"
