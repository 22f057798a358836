#!/bin/sh
# Runs both layouts. Prints how each ended, and whether the check after linking had found a misaligned constant in it;
# the two must agree. The exit status is that of the first program that died, or 0.
set -eu
OUT=${OUT:-out}
status=0 separator=
: >"$OUT/lines" >"$OUT/facts"
for padding in 0 1; do
  program=$OUT/program$padding
  constants=aligned
  objdump -d --no-show-raw-insn "$program" >"$OUT/disassembly"
  awk -f aligned-loads.awk "$OUT/disassembly" >"$OUT/loads" || constants=misaligned
  rm "$OUT/disassembly"
  total=$(tail -n 1 "$OUT/loads")
  case $total in
  0\ * | '')
    echo "no aligned load of a constant in $program: the check has nothing to look at" >&2
    exit 98
    ;;
  esac
  code=0
  "$program" >"$OUT/stdout" 2>"$OUT/stderr" || code=$?
  case $code in
  0) end="ran" ;;
  134) end="$(grep -o '^General protection exception (no address available)' "$OUT/stderr" || echo died); aborted, exit 134" ;;
  139) end="killed by SIGSEGV, exit 139" ;;
  *) end="exit $code" ;;
  esac
  if [ $((code == 0)) != "$([ $constants = aligned ] && echo 1 || echo 0)" ]; then
    echo "constants are $constants, yet the program ended so: $end" >&2
    cat "$OUT/loads" >&2
    exit 97
  fi
  [ "$status" != 0 ] || status=$code
  echo "constants $constants: $end" >>"$OUT/lines"
  printf '%s{"padding":%d,"exit":%d,"check":"%s","misaligned":[%s]}' "$separator" "$padding" "$code" "$total" \
    "$(sed '$d' "$OUT/loads" | awk '{ printf "%s\"%s\"", separator, $0; separator = "," }')" >>"$OUT/facts"
  separator=,
done
printf '{"copies":[%s],"layouts":[%s]}\n' "$(cat "$OUT/copies")" "$(cat "$OUT/facts")" >"$OUT/facts.json"
sort -u "$OUT/lines"
if [ "$status" = 0 ]; then echo "both layouts ran"; else echo "a layout died"; fi
exit "$status"
