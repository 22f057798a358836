#!/bin/sh
# Does this build know of the files that its sources take in by .incbin?
#
#   sh affected.sh FOLDER [SOURCE…]
#
# FOLDER has the Makefile or build.ninja and was built once. Without SOURCE, a file or a folder, it looks at the sources in FOLDER. It asks
# make what it would do if the file were newer (-n -W), and ninja what it wrote down. The last line is `affected`, `not affected` or
# `cannot tell`; the exit status 1, 0 or 2.
set -u
[ "$#" -gt 0 ] || {
  echo "usage: sh affected.sh FOLDER [SOURCE…]" >&2
  exit 2
}
folder=$1
shift
make=${MAKE_BIN:-make} ninja=${NINJA:-ninja}
tell() {
  echo "$1"
  exit "$2"
}
if [ -f "$folder/build.ninja" ]; then
  tool=ninja
elif [ -f "$folder/Makefile" ] || [ -f "$folder/GNUmakefile" ]; then
  tool=make
else
  echo "$folder has neither a Makefile nor a build.ninja"
  tell "cannot tell" 2
fi
[ "$#" -gt 0 ] || set -- "$folder"
files=$(grep -rhE --include='*.[sS]' --include='*.c' --include='*.cc' --include='*.cpp' --include='*.h' --include='*.hpp' '\.incbin' "$@" 2>/dev/null |
  sed -n 's/.*\.incbin[^"]*"\([^"\\]*\).*/\1/p' | sort -u)
named=$(grep -rlE --include='*.[sS]' --include='*.c' --include='*.cc' --include='*.cpp' --include='*.h' --include='*.hpp' '\.incbin' "$@" 2>/dev/null)
if [ -z "$named" ]; then
  echo "no source has an .incbin"
  tell "not affected" 0
elif [ -z "$files" ]; then
  echo "the files of .incbin are named by macros, in: $named"
  tell "cannot tell" 2
fi
answer=0
for file in $files; do
  known=false
  if [ "$tool" = ninja ]; then
    # What the build file says and what a compiler wrote down; paths may be absolute or lead up.
    { "$ninja" -C "$folder" -t deps && "$ninja" -C "$folder" -t commands >/dev/null; } 2>/dev/null | grep -qE "(^|[ /])$file\$" && known=true
    grep -hE '^build ' "$folder/build.ninja" | grep -qE "[ /]$file( |\$)" && known=true
  else
    now=$("$make" -C "$folder" -n 2>/dev/null) || {
      echo "make stops: $("$make" -C "$folder" -n 2>&1 >/dev/null | head -n 1)"
      tell "cannot tell" 2
    }
    # A Makefile may name it as the source does, from its own folder, or by its whole path.
    for path in "$file" $(find "$(cd "$folder" && pwd)" "$@" -path "*/$file" -type f 2>/dev/null); do
      whole=$(cd "$(dirname "$path")" 2>/dev/null && echo "$PWD/${path##*/}")
      for name in "$path" "$whole" "${whole#"$(cd "$folder" && pwd)/"}"; do
        [ -z "$name" ] || [ "$now" = "$("$make" -C "$folder" -n -W "$name" 2>/dev/null)" ] || known=true
      done
    done
    # What CMake wrote for its Makefiles, whose make in make is not told of -W. Of others with a make in make nothing is known.
    grep -rqE --include=build.make "[ /]$file( |\$)" "$folder" 2>/dev/null && known=true
    case $now in *make"["*) [ "$known" = true ] || [ -d "$folder/CMakeFiles" ] || known=maybe ;; esac
  fi
  if [ "$known" = true ]; then
    echo "$tool knows of $file"
  elif [ "$known" = maybe ]; then
    echo "make calls make, which cannot be asked about $file"
    [ "$answer" -ne 0 ] || answer=2
  else
    echo "$tool does not know of $file"
    answer=1
  fi
done
case $answer in
0) tell "not affected" 0 ;;
1) tell "affected" 1 ;;
*) tell "cannot tell" 2 ;;
esac
