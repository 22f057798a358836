#!/bin/sh
# Are files that look for NaN or infinity compiled so that the compiler assumes there are none?
#
#   sh affected.sh BUILD.log…
#
# BUILD.log is any text with your compiler's commands, one on a line: what `make V=1` or `ninja -v` prints, or compile_commands.json.
# Run it where the paths of the sources hold. GCC names the compiler, which is asked what the flags mean. Prints the files; then the last
# line is `affected`, `not affected` or `cannot tell`, and the exit status 1, 0 or 2. Only the file itself is searched, not what it includes.
set -u
: "${GCC:=${CLANG:-cc}}"
[ "$#" -gt 0 ] || {
  echo "usage: sh affected.sh BUILD.log…" >&2
  exit 2
}
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
looks='isnan|isinf|isfinite|isnormal|isunordered|fpclassify|(^|[^][A-Za-z_0-9.>-])([][A-Za-z_0-9.>-]+) *!= *\2([^][A-Za-z_0-9.>-]|$)'
: >"$work/empty.c"
hit=0 seen=0 unread=0
cat "$@" | grep -E '[ "]-c ' >"$work/commands"
while IFS= read -r command; do
  flags= source=
  for word in $command; do
    word=${word%,} word=${word%\"}
    case $word in
    -f* | -O*) flags="$flags $word" ;;
    -*) ;;
    *.c | *.cc | *.cpp | *.cxx | *.C) source=$word ;;
    esac
  done
  [ -n "$source" ] || continue
  # The flags are words: they are split here.
  means=$("$GCC" $flags -dM -E "$work/empty.c" 2>/dev/null | grep __FINITE_MATH_ONLY__) || continue
  seen=$((seen + 1))
  case $means in *' 1') ;; *) continue ;; esac
  if [ ! -r "$source" ]; then
    echo "$source:$flags: not here to be searched" && unread=1
  elif grep -qE "$looks" "$source"; then
    echo "$source:$flags: looks for NaN or infinity" && hit=1
  else
    echo "$source:$flags: does not look for NaN or infinity"
  fi
done <"$work/commands"
if [ "$hit" -gt 0 ]; then
  echo "affected"
  exit 1
fi
if [ "$unread" -gt 0 ]; then
  echo "cannot tell"
  exit 2
fi
if [ "$seen" -gt 0 ]; then
  echo "not affected"
  exit 0
fi
echo "no command with a source file, or the compiler does not know its flags"
echo "cannot tell"
exit 2
