#!/bin/sh
# Runs every layout. Prints, for each, where the linker put the constant (its address modulo the alignment that
# high.S asks for) and how the program ended. The exit status is that of the first program that died, or 0.
set -eu
OUT=${OUT:-out} BYTES=${BYTES:-32} PADDINGS=${PADDINGS:-0 1 2 3 4 5 6 7}
status=0 died=0 layouts=0 separator=
: >"$OUT/lines" >"$OUT/facts"
for padding in $PADDINGS; do
  layouts=$((layouts + 1))
  program=$OUT/program$padding
  address=$(nm "$program" | sed -n 's/^\([0-9a-f]*\) [rR] vector$/\1/p')
  if [ -z "$address" ]; then
    echo "no symbol \`vector\` in $program: the layout cannot be read" >&2
    exit 98
  fi
  residue=$((0x$address % BYTES))
  code=0
  "$program" >"$OUT/stdout" 2>"$OUT/stderr" || code=$?
  case $code in
  0) end="ran" ;;
  134) end="$(grep -o '^General protection exception (no address available)' "$OUT/stderr" || echo died); aborted, exit 134" ;;
  139) end="killed by SIGSEGV, exit 139" ;;
  *) end="exit $code" ;;
  esac
  # An aligned load must fault where its operand is misaligned, and only there; and the check after linking must know.
  check=0
  objdump -d --no-show-raw-insn --disassemble=high_get "$program" >"$OUT/disassembly"
  awk -f aligned-loads.awk "$OUT/disassembly" >"$OUT/loads" || check=1
  if [ $((residue == 0)) != $((code == 0)) ] || [ $((residue != 0)) != "$check" ] || grep -q '^0 aligned' "$OUT/loads"; then
    echo "the constant is at $residue mod $BYTES, yet the program ended so: $end; aligned-loads.awk said:" >&2
    cat "$OUT/loads" >&2
    exit 97
  fi
  if [ "$code" != 0 ]; then
    died=$((died + 1))
    [ "$status" != 0 ] || status=$code
  fi
  printf '%2d mod %d: %s\n' "$residue" "$BYTES" "$end" >>"$OUT/lines"
  printf '%s{"padding":%d,"address":%d,"residue":%d,"exit":%d}' \
    "$separator" "$padding" "$((0x$address))" "$residue" "$code" >>"$OUT/facts"
  separator=,
done
printf '{"alignment":%d,"layouts":[%s]}\n' "$BYTES" "$(cat "$OUT/facts")" >"$OUT/facts.json"
echo "where the constant lies, in each layout:"
sort -n "$OUT/lines"
if [ "$died" = 0 ]; then echo "every layout ran"; else echo "$died of $layouts layouts died"; fi
exit "$status"
