#!/bin/sh
# Does a program or object file have functions with very large local variables on the stack?
#
#   sh affected.sh PROGRAM-OR-OBJECT…
#
# Needs objdump, for x86-64. Prints functions that take 1 MiB of stack or more at once; then the last line is `affected`, `not
# affected` or `cannot tell`, and the exit status 1, 0 or 2. It does not know the limits that the program will run with.
set -u
[ "$#" -gt 0 ] || {
  echo "usage: sh affected.sh PROGRAM-OR-OBJECT…" >&2
  exit 2
}
answer=0
for file; do
  code=$(objdump -d --no-show-raw-insn "$file" 2>/dev/null)
  if ! printf '%s\n' "$code" | grep -q 'file format elf64-x86-64'; then
    echo "$file: not an ELF file for x86-64"
    [ "$answer" -ne 0 ] || answer=2
    continue
  fi
  # sub $0x927c08,%rsp; with -fstack-clash-protection lea -0x927000(%rsp),%r11; six hexadecimal digits are 1 MiB.
  large=$(printf '%s\n' "$code" | awk '
    /^[0-9a-f]+ <.*>:$/ { name = $2; gsub(/[<>:]/, "", name) }
    match($0, /(sub +\$0x[0-9a-f]+,%rsp|lea +-0x[0-9a-f]+\(%rsp\),%r11)/) {
      number = substr($0, RSTART, RLENGTH); sub(/.*0x/, "", number); sub(/[^0-9a-f].*/, "", number)
      if (length(number) >= 6 && length(number) <= 8) print "  " name " takes 0x" number " bytes of stack"
    }')
  if [ -n "$large" ]; then
    printf '%s:\n%s\n' "$file" "$large"
    answer=1
  else
    echo "$file: no function takes 1 MiB of stack at once"
  fi
done
case $answer in
1) echo "affected" ;;
2) echo "cannot tell" ;;
*) echo "not affected" ;;
esac
exit "$answer"
