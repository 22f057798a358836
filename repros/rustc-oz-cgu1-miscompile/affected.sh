#!/bin/sh
# Am I affected? Lists the vector loads of a finished program that demand an aligned address and do not get one,
# because the linker misplaced a merged constant. Each raises a general protection exception when it runs.
#
#   sh affected.sh PROGRAM…
#
# Needs objdump and readelf. The last line is `affected`, `not affected` or `cannot tell`; the exit status 1, 0 or 2.
#
# It knows which loads demand an aligned address (Intel SDM volume 2, exception types 1, 2 and 4): the aligned moves, and
# SSE arithmetic on whole registers, unless it is VEX-encoded or one of the string comparisons. It sees operands that
# name their constant, and operands in a register that the code just before pointed at one. It does not see an address
# that comes from further away: such loads are counted and not judged.
set -u
[ "$#" -gt 0 ] || {
  echo "usage: sh affected.sh PROGRAM…" >&2
  exit 2
}

# Reads what readelf and objdump print. Exit status 1: a misaligned load; 2: nothing to go by.
# shellcheck disable=SC2016
judge='
  function hex(text,  i, value) {
    value = 0
    for (i = 1; i <= length(text); i++) value = value * 16 + index("0123456789abcdef", substr(text, i, 1)) - 1
    return value
  }
  function signed(text) { return text ~ /^-/ ? -hex(substr(text, 4)) : hex(substr(text, 3)) }
  # The 64-bit register that NAME is a part of.
  function whole(name) {
    sub(/^%/, "", name)
    if (name ~ /^r[0-9]/) { sub(/[bwd]$/, "", name); return name }
    sub(/^[re]/, "", name)
    if (name ~ /^[abcd][lh]$/) name = substr(name, 1, 1) "x"
    sub(/l$/, "", name)
    return "r" name
  }
  function forget() { split("", known); tracking = 0 }
  # Bytes to which OPERATION must find its operand aligned, 1 for any address; OPERANDS name the registers.
  function demand(operation, operands) {
    if (operation ~ /^v?mov(aps|apd|dqa)$/ || operation ~ /^vmovdqa(32|64)$/ || operation ~ /^v?movntdqa$/)
      return operands ~ /%zmm/ ? 64 : operands ~ /%ymm/ ? 32 : 16
    # The two that leave their result in an MMX register; the others with such a register need none.
    if (operation ~ /^cvtt?pd2pi$/) return 16
    if (operands !~ /%xmm/) return 1
    return operation ~ packed ? 16 : 1
  }
  BEGIN {
    packed = "^(" \
      "(add|sub|mul|div|min|max|sqrt|and|andn|or|xor|unpckl|unpckh|shuf|cmp[a-z_]*|hadd|hsub|addsub|blend|blendv|round|dp)p[sd]" \
      "|(rcp|rsqrt)ps|movs[lh]dup|cvt(dq2ps|ps2dq|pd2ps|pd2dq)|cvtt(ps2dq|pd2dq)" \
      "|p(add|sub)(b|w|d|q|sb|sw|usb|usw)|pmul(lw|ld|hw|huw|hrsw|udq|dq)|pmadd(wd|ubsw)|p(and|andn|or|xor)" \
      "|pcmp(eq|gt)[bwdq]|p(min|max)[us][bwd]|pavg[bw]|psadbw|psign[bwd]|pabs[bwd]|ph(add|sub)(w|d|sw)|phminposuw" \
      "|pshuf(b|d|lw|hw)|palignr|pblend(w|vb)|mpsadbw|punpck[lh](bw|wd|dq|qdq)|pack[su]s(wb|dw)|ps(ll|rl|ra)[wdq]|ptest" \
      "|aes(enc|enclast|dec|declast|imc|keygenassist)|pclmul[a-z]*qdq|gf2p8(mulb|affineqb|affineinvqb)" \
      "|sha1(rnds4|nexte|msg1|msg2)|sha256(rnds2|msg1|msg2))$"
  }
  # A section, as readelf prints it: constants lie where nothing is written.
  /^ *\[ *[0-9]+\]/ {
    sub(/\[ +/, "[")
    if (NF == 11 && $8 ~ /A/ && $8 !~ /W/) {
      sections++
      from[sections] = hex($4)
      until[sections] = from[sections] + hex($6)
      if ($2 == ".rodata.cst") zig = 1
    }
    next
  }
  /^[0-9a-f]+ <.*>:$/ {
    forget()
    place = substr($0, index($0, "<") + 1)
    sub(/>:$/, "", place)
    next
  }
  /^ *[0-9a-f]+:\t/ {
    code++
    if (!tracking && $0 !~ /[xyz]mm|pd2pi|\tlea/) next
    at = $1
    text = substr($0, index($0, "\t") + 1)
    while (text ~ /^(rex(\.[WRXB]*)?|data16|addr32|[cdes]s|rep[nz]*|lock|\{[a-z]+\}) +/) sub(/^[^ ]+ +/, "", text)
    named = match(text, /# [0-9a-f]+/) ? substr(text, RSTART + 2, RLENGTH - 2) : ""
    sub(/ *#.*/, "", text)
    operation = text
    sub(/ .*/, "", operation)
    operands = text
    sub(/^[^ ]* */, "", operands)
    last = operands
    sub(/.*,/, "", last)
    bytes = demand(operation, operands)
    # A load: the memory operand is not the last one.
    if (bytes > 1 && operands !~ /\)$/ && operands !~ /%[fg]s:/) {
      target = -1
      if (named != "") target = hex(named)
      else if (match(operands, /(^|,)0x[0-9a-f]+,/)) {
        target = hex(substr(operands, RSTART + (substr(operands, RSTART, 1) == "," ? 3 : 2)) )
      } else if (match(operands, /-?(0x[0-9a-f]+)?\(%r[a-z0-9]+\)/)) {
        base = substr(operands, RSTART, RLENGTH)
        offset = base
        sub(/\(.*/, "", offset)
        gsub(/.*\(|\)/, "", base)
        if (whole(base) in known) target = known[whole(base)] + (offset == "" ? 0 : signed(offset))
        else if (base !~ /^%r[sb]p$/) unjudged++
      } else if (operands ~ /\(/) unjudged++
      for (i = 1; target >= 0 && i <= sections; i++) if (target >= from[i] && target < until[i]) {
        seen++
        if (target % bytes == 0) continue
        found++
        printf "%s %s loads a constant from %d mod %d, in %s\n", at, operation, target % bytes, bytes, place
      }
    }
    # What is known of registers, as long as the code is plain.
    if (operation !~ /^(v|mov|lea|add|sub|and|or|xor|cmp[bwlq]?$|test|inc|dec|sh[lr]|p|nop|set|cmov|j[^m])/ || operands ~ /%es:/)
      forget()
    else if (last ~ /^%[a-z0-9]+$/) delete known[whole(last)]
    if (operation ~ /^lea/ && named != "") {
      known[whole(last)] = hex(named)
      tracking = 1
    }
  }
  END {
    if (code == 0) exit 2
    printf "%d aligned loads of constants, %d misaligned; %d aligned loads through registers not judged\n", seen, found, unjudged
    if (found > 0) exit 1
    # Zig names this section so. Its own linker was at work, and no load of what it merged can be seen.
    exit zig && seen == 0 ? 2 : 0
  }
'

affected=0 unclear=0
for program; do
  echo "$program:"
  answer=2
  case $(readelf -h "$program" 2>/dev/null) in
  *"X86-64"*)
    case $(readelf -h "$program" | sed -n 's/^ *Type: *//p') in
    EXEC* | DYN*)
      { readelf -SW "$program" && objdump -d --no-show-raw-insn "$program"; } | awk "$judge"
      answer=$?
      ;;
    *) echo "not a linked program: give it what the linker wrote" ;;
    esac
    ;;
  *) echo "not an x86-64 ELF program, or readelf is missing" ;;
  esac
  case $answer in
  0) ;;
  1) affected=1 ;;
  *) unclear=1 ;;
  esac
done
[ "$affected" = 0 ] || {
  echo "affected"
  exit 1
}
[ "$unclear" = 0 ] || {
  echo "cannot tell"
  exit 2
}
echo "not affected"
