#!/bin/sh
# Runs every layout. Prints, for each, where the linker puts a constant of 32 bytes that asks for an alignment of 4 (its
# address modulo 32), and how the program ended. The exit status is that of the first program that died, or 0.
#
# Only one way of dying counts: a general protection exception, in an aligned load, whose operand is the constant ROUND
# of mixer/src/lib.rs, in that same place, where it is not aligned. Anything else ends with status 97, and a sweep that
# does not move the constant with 98.
set -eu
OUT=${OUT:-out} PADDINGS=${PADDINGS:-0 1 2 3 4 5 6 7}
round="b179379e 77caeb85 3daeb2c2 2febd427 b1675616 2d35eb7f 8ba66c84 b9fee8d6"
status=0 died=0 layouts=0 separator=
: >"$OUT/lines" >"$OUT/residues" >"$OUT/facts"
echo "rustc got $(cat "$OUT/got")" >&2

for padding in $PADDINGS; do
  layouts=$((layouts + 1))
  program=$OUT/program$padding
  nm "$program" >"$OUT/symbols"
  words=$(grep -c ' [rR] padding[1-7]$' "$OUT/symbols" || true)
  witness=$(sed -n 's/^\([0-9a-f]*\) [rR] witness$/\1/p' "$OUT/symbols")
  if [ "$words" != "$padding" ] || [ -z "$witness" ]; then
    echo "$program holds $words padding words, not $padding, or no witness: the sweep does not sweep" >&2
    exit 98
  fi
  residue=$((0x$witness % 32))
  code=0
  # Zig's stack trace takes a second: only the first program that dies gets so far.
  "$OUT/fault" "$OUT/record" "$program" "$([ "$died" = 0 ] || echo stop)" >"$OUT/stdout" 2>"$OUT/stderr" || code=$?

  # What the processor refused: the signal, its si_code and the instruction.
  fault="no fault" instruction=
  if [ -s "$OUT/record" ]; then
    read -r signal detail at <"$OUT/record"
    instruction=$(objdump -d --no-show-raw-insn --start-address="0x$at" --stop-address="$((0x$at + 16))" "$program" |
      sed -n "s/^ *$at:[[:space:]]*//p" | sed 1q)
    fault="signal $signal, si_code $detail, in ${instruction:-no instruction of the program}"
  fi
  end=ran
  if [ "$code" != 0 ]; then
    operand=$(echo "$instruction" | sed -n 's/^v\{0,1\}mov\(aps\|apd\|dqa\) .*(%rip),%ymm[0-9]* *# \([0-9a-f]*\) .*/\2/p')
    case $fault in
    "signal 11, si_code 128, in "*) ;;
    *) operand= ;;
    esac
    words=
    [ -z "$operand" ] || words=$(objdump -s --start-address="0x$operand" --stop-address="$((0x$operand + 32))" "$program" |
      awk '/^ [0-9a-f]+ / { printf "%s%s %s %s %s", separator, $2, $3, $4, $5; separator = " " }')
    if [ "$words" != "$round" ] || [ "$((0x$operand % 32))" != "$residue" ] || [ "$residue" = 0 ]; then
      echo "another failure, in the layout of $residue mod 32: exit $code; $fault; operand holds $words" >&2
      exit 97
    fi
    if [ "$died" = 0 ]; then
      status=$code
      grep -o '^General protection exception (no address available)' "$OUT/stderr" >&2 || true
    fi
    end="general protection fault in ${instruction%% *} of the constant"
    died=$((died + 1))
  fi
  printf '%2d mod 32: %s\n' "$residue" "$end" >>"$OUT/lines"
  echo "$residue" >>"$OUT/residues"
  printf '%s{"padding":%d,"residue":%d,"exit":%d}' "$separator" "$padding" "$residue" "$code" >>"$OUT/facts"
  separator=,
done

# A constant that lost its alignment must be somewhere else in each layout; other linkers align the witness too.
distinct=$(sort -u "$OUT/residues" | grep -c .)
if [ "$distinct" != "$((layouts < 8 ? layouts : 8))" ] && [ "$(sort -u "$OUT/residues")" != 0 ]; then
  echo "$layouts layouts put the witness at $distinct places modulo 32: the sweep does not sweep" >&2
  exit 98
fi
# Where one died, all died that could.
misaligned=$(grep -cv '^0$' "$OUT/residues" || true)
if [ "$died" != 0 ] && [ "$died" != "$misaligned" ]; then
  echo "$died layouts died of $misaligned in which the constant is misaligned" >&2
  exit 97
fi

printf '{"copies":[%s],"layouts":[%s]}\n' "$(cat "$OUT/copies")" "$(cat "$OUT/facts")" >"$OUT/facts.json"
echo "where an array of 32 bytes comes to lie, in each layout:"
sort -n "$OUT/lines"
if [ "$died" = 0 ]; then
  echo "every layout ran"
else
  echo "$died of $layouts layouts died, each in the load of the misaligned constant"
fi
exit "$status"
