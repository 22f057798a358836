#!/bin/sh
# Reads the faulting instruction with a debugger, in three commands: which signal the kernel gave, which instruction it was,
# and the address of its operand modulo its size. DEBUGGER is gdb or lldb.
set -eu
OUT=${OUT:-out} ROW=${ROW:-movaps}
case ${DEBUGGER:-gdb} in
gdb)
  "${GDB:-gdb}" -q -nx -batch -ex 'set disable-randomization off' -ex run \
    -ex 'print $_siginfo.si_code' \
    -ex 'x/i $pc' \
    -ex 'print ($rax + 8) % 16' \
    --args "$OUT/trap" "$ROW" >"$OUT/session" 2>&1 || true
  sed -n -e '/received signal/p' -e '/^\$1 = /p' -e 's/^=> .*:[[:space:]]*/=> /p' -e '/^\$2 = /p' "$OUT/session"
  ;;
lldb)
  "${LLDB:-lldb}" --no-lldbinit --batch --one-line run \
    --one-line-on-crash 'thread info' \
    --one-line-on-crash 'disassemble --count 1 --start-address $pc' \
    --one-line-on-crash 'expression -- ($rax + 8) % 16' \
    -- "$OUT/trap" "$ROW" >"$OUT/session" 2>&1 || true
  grep -m 1 -o 'stop reason = .*' "$OUT/session"
  sed -n 's/^-> *0x[0-9a-f]* <[^>]*>:[[:space:]]*/-> /p' "$OUT/session" | uniq
  sed -n 's/^(unsigned long) \$[0-9]* = /= /p' "$OUT/session"
  ;;
esac
