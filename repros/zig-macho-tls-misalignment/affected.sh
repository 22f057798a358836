#!/bin/sh
# Says whether a program or library for macOS has a misaligned TLS template (MB0001).
#
#   sh affected.sh PROGRAM…
#
# Needs only od and awk, so it runs on macOS and on Linux. Universal files are read whole.
# The last line is `affected`, `not affected` or `cannot tell`; the exit status 1, 0 or 2.
#
# dyld gives each thread a block that is aligned to 16, and copies the template to its
# start. The template begins at the first thread-local section (kinds 17 and 18). If that
# address is no multiple of 16, whatever is 16-aligned in the file is not in the block.
set -u

bytes() { od -A n -v -t u1 -j "$2" -N "$3" "$1" 2>/dev/null; } # FILE OFFSET COUNT

big_endian() { bytes "$1" "$2" 4 | awk '{ n = (($1 * 256 + $2) * 256 + $3) * 256 + $4 } END { print n + 0 }'; }

little_endian() { bytes "$1" "$2" 4 | awk '{ n = (($4 * 256 + $3) * 256 + $2) * 256 + $1 } END { print n + 0 }'; }

examine() { # FILE OFFSET; prints what it finds, and returns 0, 1 or 2
  bytes "$1" "$2" $((32 + $(little_endian "$1" $(($2 + 20))))) | awk -v file="$1" '
    function u32(at) { return b[at] + 256 * (b[at + 1] + 256 * (b[at + 2] + 256 * b[at + 3])) }
    function name(at,    i, s) {
      for (i = at; i < at + 16 && b[i]; i++) s = s sprintf("%c", b[i])
      return s
    }
    function answer(status, text) { print file " (" cpu "): " text; exit status }
    { for (i = 1; i <= NF; i++) b[n++] = $i }
    END {
      cpu = u32(4) == 16777223 ? "x86_64" : u32(4) == 16777228 ? "arm64" : "another CPU"
      if (cpu == "another CPU") answer(2, "this CPU is not known here")
      if (u32(12) == 1) answer(2, "an object file; give the linked program")
      if (n < 32 + u32(20)) answer(2, "the file is cut off")
      for (at = 32; commands < u32(16); commands++) {
        if (u32(at + 4) < 8) answer(2, "a load command is damaged")
        for (i = 0; u32(at) == 25 && i < u32(at + 64); i++) {
          section = at + 72 + 80 * i
          kind = b[section + 64]
          if ((kind != 17 && kind != 18) || u32(section + 40) + u32(section + 44) == 0) continue
          address = u32(section + 32) + 4294967296 * u32(section + 36)
          align = 2 ^ u32(section + 52)
          found = found (found ? ", " : "") name(section) " at 16n+" address % 16 " aligned to " align
          if (!sections++ || address < start) { start = address; first = align }
          if (align > most) most = align
        }
        at += u32(at + 4)
      }
      if (!sections) answer(0, "no thread-local variables")
      if (most < 16) answer(0, found "; nothing asks for 16")
      if (start % 16 && cpu == "arm64") answer(2, found "; misaligned, which most accesses on arm64 tolerate")
      if (start % 16) answer(1, found "; the template is misaligned")
      if (most > 16) answer(2, found "; more than the 16 that dyld promises")
      if (first < 16) answer(0, found "; aligned in this build, the next one may not be")
      answer(0, found)
    }'
}

slices() { # FILE; each architecture in it
  case $(bytes "$1" 0 4 | tr -s ' ') in
  ' 207 250 237 254'*) examine "$1" 0 ;;
  ' 202 254 186 190'*)
    count=$(big_endian "$1" 4) worst=0
    # Java class files begin with the same four bytes; what follows is their version, 45 or more.
    if [ "$count" -gt 30 ]; then count=0 worst=2; fi
    while [ "$count" -gt 0 ]; do
      count=$((count - 1))
      examine "$1" "$(big_endian "$1" $((8 + 20 * count + 8)))"
      worst=$(worse "$worst" $?)
    done
    return "$worst"
    ;;
  *) echo "$1: not a 64-bit Mach-O file" && return 2 ;;
  esac
}

worse() { # STATUS STATUS; affected outweighs cannot tell, which outweighs not affected
  case $1$2 in *1*) echo 1 ;; *2*) echo 2 ;; *) echo 0 ;; esac
}

answer=0
if [ $# -eq 0 ]; then echo "usage: sh affected.sh PROGRAM…" && answer=2; fi
for program in "$@"; do
  slices "$program"
  answer=$(worse "$answer" $?)
done
case $answer in
0) echo "not affected" ;;
1) echo "affected" ;;
2) echo "cannot tell" ;;
esac
exit "$answer"
