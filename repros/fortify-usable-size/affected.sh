#!/bin/sh
# Does a program or library of yours use malloc_usable_size, and have memory functions with checks?
#
#   sh affected.sh FILE…
#
# Needs nm, and looks at what the file takes from other libraries, so it works on stripped files too. Prints the functions; then
# the last line is `affected`, `not affected` or `cannot tell`, and the exit status 1, 0 or 2. Whether the checked calls
# write to that block, and beyond what was asked for, it cannot see. Another allocator may name the function je_malloc_usable_size or zmalloc_usable.
set -u
[ "$#" -gt 0 ] || {
  echo "usage: sh affected.sh FILE…" >&2
  exit 2
}
answer=0
for file; do
  names=$({ nm -D --undefined-only "$file" || nm --undefined-only "$file"; } 2>/dev/null | sed 's/@.*//; s/.* //')
  if [ -z "$names" ]; then
    echo "$file: takes nothing from other libraries, as far as nm can see"
    [ "$answer" -ne 0 ] || answer=2
    continue
  fi
  usable=$(printf '%s\n' "$names" | grep -E '^(je_)?malloc_usable_size$')
  checked=$(printf '%s\n' "$names" | grep -E '^__(mem|stp|str|read|pread|recv|fgets|fread).*_chk$' | tr '\n' ' ')
  if [ -n "$usable" ] && [ -n "$checked" ]; then
    echo "$file: $usable, and $checked"
    answer=1
  else
    echo "$file: ${usable:-no malloc_usable_size}, ${checked:-no checked memory function}"
  fi
done
case $answer in
1) echo "affected" ;;
2) echo "cannot tell" ;;
*) echo "not affected" ;;
esac
exit "$answer"
