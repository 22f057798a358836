#!/bin/sh
# Runs every layout. Prints, for each, where the linker put the constant (its address modulo the alignment that
# high.S asks for) and how the program ended. The exit status is that of the first program that died, or 0.
#
# Only one way of dying counts: a general protection exception, in an aligned load, whose operand is the constant, at an
# address that is not aligned. Anything else ends with status 97, and a sweep that does not move the constant with 98.
set -eu
OUT=${OUT:-out} BYTES=${BYTES:-32} PADDINGS=${PADDINGS:-0 1 2 3 4 5 6 7}
status=0 died=0 layouts=0 separator=
: >"$OUT/lines" >"$OUT/residues" >"$OUT/facts"

address_of() { # address_of SYMBOL, in what nm printed
  address=$(sed -n "s/^\([0-9a-f]*\) [rR] $1\$/\1/p" "$OUT/symbols")
  [ -n "$address" ] || {
    echo "no symbol \`$1\` in $program: the layout cannot be read" >&2
    exit 98
  }
  echo "$((0x$address))"
}

for padding in $PADDINGS; do
  layouts=$((layouts + 1))
  program=$OUT/program$padding
  nm "$program" >"$OUT/symbols"
  words=$(grep -c ' [rR] padding[1-7]$' "$OUT/symbols" || true)
  [ "$words" = "$padding" ] || {
    echo "$program holds $words padding words, not $padding: the sweep does not sweep" >&2
    exit 98
  }
  vector=$(address_of vector)
  residue=$((vector % BYTES))
  code=0
  "$OUT/fault" "$OUT/record" "$program" >"$OUT/stdout" 2>"$OUT/stderr" || code=$?

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
    operand=$(echo "$instruction" | sed -n 's/^v\{0,1\}mov\(aps\|apd\|dqa\) .*(%rip),%[xy]mm[0-9]* *# \([0-9a-f]*\) .*/\2/p')
    case $fault in
    "signal 11, si_code 128, in "*) ;;
    *) operand= ;;
    esac
    if [ -z "$operand" ] || [ "$((0x$operand))" != "$vector" ] || [ "$residue" = 0 ]; then
      echo "another failure, with the constant at $residue mod $BYTES: exit $code; $fault" >&2
      exit 97
    fi
    case $code in
    134) end="$(grep -o '^General protection exception (no address available)' "$OUT/stderr" || echo died); aborted, exit 134" ;;
    139) end="killed by SIGSEGV, exit 139" ;;
    *) end="exit $code" ;;
    esac
    end="$end; general protection fault in ${instruction%% *} of the constant"
    died=$((died + 1))
    [ "$status" != 0 ] || status=$code
  fi
  printf '%2d mod %d: %s\n' "$residue" "$BYTES" "$end" >>"$OUT/lines"
  echo "$residue" >>"$OUT/residues"
  printf '%s{"padding":%d,"address":%d,"residue":%d,"exit":%d,"copies":%d}' \
    "$separator" "$padding" "$vector" "$residue" "$code" "$((1 + ($(address_of table) != vector)))" >>"$OUT/facts"
  separator=,
done

# Either the linker keeps the alignment, and no padding moves the constant off it, or each layout puts it elsewhere.
distinct=$(sort -u "$OUT/residues" | grep -c .)
places=$((layouts < BYTES / 4 ? layouts : BYTES / 4))
if [ "$distinct" != "$places" ] && [ "$(sort -u "$OUT/residues")" != 0 ]; then
  echo "$layouts layouts put the constant at $distinct places modulo $BYTES, not at $places: the sweep does not sweep" >&2
  exit 98
fi

# The sections that hold constants, as the linker describes them: of every layout the same.
sections=$(readelf -SW "$program" | sed 's/\[ */[/' | awk '$2 ~ /^\.rodata/ {
  printf "%s{\"name\":\"%s\",\"entsize\":%d,\"alignment\":%d}", separator, $2, $7, $NF
  separator = ","
}')
printf '{"alignment":%d,"sections":[%s],"layouts":[%s]}\n' "$BYTES" "$sections" "$(cat "$OUT/facts")" >"$OUT/facts.json"
echo "where the constant lies, in each layout:"
sort -n "$OUT/lines"
if [ "$died" = 0 ]; then
  echo "every layout ran"
else
  echo "$died of $layouts layouts died, each in the load of the misaligned constant"
fi
exit "$status"
