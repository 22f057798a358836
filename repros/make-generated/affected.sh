#!/bin/sh
# Would make overwrite a file that is committed, if another file happened to be newer?
#
#   sh affected.sh FOLDER [LIST]
#
# FOLDER has the Makefile. LIST is a file with the names of the committed files, one a line; without it git is asked. make says what it would do (-n)
# for each file, if all others were new (-W). It asks in a copy of FOLDER, because make remakes included makefiles even then.
# The last line is `affected`, `not affected` or `cannot tell`; the exit status 1, 0 or 2.
set -u
[ "$#" -gt 0 ] || {
  echo "usage: sh affected.sh FOLDER [LIST]" >&2
  exit 2
}
folder=$1
shift
make=${MAKE_BIN:-make}
[ -f "$folder/Makefile" ] || [ -f "$folder/GNUmakefile" ] || {
  echo "$folder has no Makefile"
  echo "cannot tell"
  exit 2
}
if [ "$#" -eq 0 ]; then files=$(git -C "$folder" ls-files 2>/dev/null); else files=$(cat "$1"); fi
[ -n "$files" ] || {
  echo "no committed files are known; give a list of them"
  echo "cannot tell"
  exit 2
}
copy=$(mktemp -d) || exit 2
trap 'rm -rf "$copy"' EXIT
cp -Rp "$folder/." "$copy"
answer=0
for file in $files; do
  case $file in Makefile | GNUmakefile | *.mk) continue ;; esac
  set --
  for other in $files; do
    case $other in "$file" | Makefile | GNUmakefile | *.mk) ;; *) set -- "$@" -W "$other" ;; esac
  done
  would=$("$make" -C "$copy" --no-print-directory -n "$@" "$file" 2>/dev/null) || {
    [ "$answer" -ne 0 ] || echo "make stops, and cannot say what it would do for $file; has the project been configured?"
    [ "$answer" -ne 0 ] || answer=2
    continue
  }
  case $would in
  "" | *"is up to date."* | *"Nothing to be done for"*) ;;
  *)
    echo "make would write $file anew: $(echo "$would" | head -n 1)"
    answer=1
    ;;
  esac
done
case $answer in
0) echo "make would write none of the committed files" && echo "not affected" ;;
1) echo "affected" ;;
*) echo "cannot tell" ;;
esac
exit "$answer"
