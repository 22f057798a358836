#!/bin/sh
# Does a program or library have an IFUNC resolver that runs before what it needs is ready?
#
#   sh affected.sh FILE…
#
# Needs readelf and objdump, and a file that still has its symbols; for x86-64. Name programs without a loader (static
# ones), and the libraries of the others. The last line is `affected`, `not affected` or `cannot tell`, and the exit
# status 1, 0 or 2. It holds for glibc before 2.44, and for musl.
set -u
[ "$#" -gt 0 ] || {
  echo "usage: sh affected.sh FILE…" >&2
  exit 2
}
LC_ALL=C
export LC_ALL
answer=0
for file; do
  dynamic=$(readelf -dW "$file" 2>/dev/null) || {
    echo "$file: readelf cannot read it"
    answer=2
    continue
  }
  # IFUNC functions of the file itself: their addresses are those of their resolvers.
  ifuncs=$(readelf -sW "$file" 2>/dev/null | awk '
    { sub(/<OS specific>: 10/, "IFUNC") }
    $4 == "IFUNC" && $7 != "UND" { sub(/@.*/, "", $8); print $2, $8 }' | sort -u)
  relative=$(readelf -rW "$file" 2>/dev/null | grep -c IRELATIV)
  if [ -z "$ifuncs" ] && [ "$relative" -eq 0 ]; then
    echo "$file: has no IFUNC"
    continue
  fi
  if printf '%s\n' "$dynamic" | grep -Eq 'NEEDED.*\[libc(\.musl-[^]]*)?\.so(\.1)?\]'; then
    echo "$file: has an IFUNC, and is linked against musl, which has none"
    answer=1
    continue
  fi
  if [ -z "$ifuncs" ]; then
    echo "$file: has resolvers, and no symbols to find them by; ask before it is stripped"
    [ "$answer" -ne 0 ] || answer=2
    continue
  fi
  # A program without a loader needs no library, and is no library itself.
  loader=0
  if printf '%s\n' "$dynamic" | grep -q NEEDED; then
    loader=1
  elif readelf -hW "$file" | grep -q 'Type:  *DYN' && ! printf '%s\n' "$dynamic" | grep -q 'FLAGS_1.*PIE'; then
    loader=1
  fi
  now=$(printf '%s\n' "$dynamic" | grep -Ec 'BIND_NOW|FLAGS.*NOW')
  found=$({
    printf '%s\n' "$ifuncs" | sed 's/^/ifunc /'
    readelf -rW "$file" | awk '
      /^Relocation section/ { late = $3 ~ /plt/ }
      $3 ~ /^R_X86_64_/ { sub(/@.*/, "", $5); print "slot", $3, ($3 ~ /IRELATIV/ ? $4 : $5), late + 0 }'
    objdump -d --no-show-raw-insn "$file"
  } | awk -v "loader=$loader" -v "now=$now" '
    function bare(address) { sub(/^0+/, "", address); return address }
    $1 == "ifunc" { resolver[$3] = bare($2); next }
    $1 == "slot" { slots++; kind[slots] = $2; name[slots] = $3; late[slots] = $4; if ($2 ~ /JUMP_SLO/) at[$3] = slots; next }
    /^[0-9a-f]+ <.*>:$/ { here = bare($1); next }
    here != "" && /%fs:0x28/ { guarded[here] = 1 }
    here != "" && $2 ~ /^(call|jmp)$/ && $3 ~ /^[*]/ { pointer[here] = 1 }
    here != "" && $2 ~ /^(call|jmp)$/ && $4 ~ /^</ {
      target = $4; gsub(/[<>]/, "", target)
      if (target ~ /[@$]plt/) { sub(/[@$]plt.*/, "", target); slot[here] = slot[here] " " target }
      else if (target !~ /\+0x/) calls[here] = calls[here] " " bare($3)
    }
    # Follows direct calls from a function, each once.
    function walk(from, whose,   list, i, n) {
      if (from in seen) return
      seen[from] = 1
      if (!loader && guarded[from]) print "  " whose ": its resolver is compiled with the stack protector, in a program without a loader"
      if (loader && pointer[from]) print "? " whose ": its resolver calls by a pointer, which is not followed here"
      n = split(slot[from], list, " ")
      for (i = 1; i <= n; i++) if (loader && at[list[i]] > when) print "  " whose ": its resolver calls " list[i] " by the PLT, which is not ready then"
      n = split(calls[from], list, " ")
      for (i = 1; i <= n; i++) walk(list[i], whose)
    }
    END {
      for (one in resolver) {
        # When the resolver runs: at the place of its relocation. glibc puts IRELATIVE off until the end of what it does
        # in one go, which is everything with BIND_NOW, and .rela.dyn without.
        first = 0
        for (i = 1; i <= slots && !first; i++) {
          if (kind[i] ~ /IRELATIV/) { if (bare(name[i]) == resolver[one] && !now && !late[i]) first = i }
          else if (name[i] == one && (now || kind[i] !~ /JUMP_SLO/)) first = i
        }
        # Not while the library is loaded, or after all else.
        if (loader && !first) continue
        when = first
        delete seen
        walk(resolver[one], one)
      }
    }' | sort -u)
  if printf '%s\n' "$found" | grep -q '^  '; then
    printf '%s: runs too early:\n%s\n' "$file" "$found"
    answer=1
  elif [ -n "$found" ]; then
    printf '%s:\n%s\n' "$file" "$found"
    [ "$answer" -ne 0 ] || answer=2
  else
    echo "$file: its resolvers need nothing that is not ready"
  fi
done
case $answer in
1) echo "affected" ;;
2) echo "cannot tell" ;;
*) echo "not affected" ;;
esac
exit "$answer"
