# Finds aligned vector moves whose constant lies at an address that is not aligned to the operand: each of them raises
# a general protection exception when it runs. Reads what `objdump -d --no-show-raw-insn PROGRAM` prints (x86-64, AT&T).
#
#   objdump -d --no-show-raw-insn ./program | awk -f aligned-loads.awk
#
# Prints the misaligned ones and a total; exit status 1 where there is one, 0 where there is none.
# It sees %rip-relative operands alone, which is how constants are read; it cannot see operands whose address is
# computed, nor the arithmetic SSE instructions that need alignment as well (addps, paddd, …).

/^[0-9a-f]+ <.*>:$/ {
  name = substr($0, index($0, "<") + 1)
  sub(/>:$/, "", name)
}

/\(%rip\)/ && $2 ~ /^v?mov(aps|apd|dqa|dqa32|dqa64|ntdqa|ntps|ntpd|ntdq)$/ {
  at = match($0, /# [0-9a-f]+/)
  if (!at) next
  target = substr($0, at + 2, RLENGTH - 2)
  bytes = /%zmm/ ? 64 : /%ymm/ ? 32 : 16
  # The last two hexadecimal digits decide: 256 is a multiple of every operand size.
  digits = "0123456789abcdef"
  low = (index(digits, substr(target, length(target) - 1, 1)) - 1) * 16 + index(digits, substr(target, length(target), 1)) - 1
  seen++
  if (low % bytes == 0) next
  found++
  printf "%s %s  operand at 0x%s, %d mod %d, in %s\n", $1, $2, target, low % bytes, bytes, name
}

END {
  printf "%d aligned loads and stores of constants, %d misaligned\n", seen, found
  exit found > 0
}
