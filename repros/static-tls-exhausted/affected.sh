#!/bin/sh
# Can glibc open these libraries after the program has started, one after the other?
#
#   sh affected.sh LIBRARY…
#
# Name the libraries that the process opens late (with dlopen, as plug-ins or imports), and those that they need, which ldd
# lists; one alone is answered for itself.
# Needs readelf. The last line is `affected`, `not affected` or `cannot tell`, and the exit status 1, 0 or 2. It knows the
# loader's default reserve, not GLIBC_TUNABLES, LD_PRELOAD, or what else the process has opened before.
set -u
[ "$#" -gt 0 ] || {
  echo "usage: sh affected.sh LIBRARY…" >&2
  exit 2
}
# glibc reserves 1664 bytes and rounds up; its own tests promise 1152 of them to libraries that are opened later.
promised=1152 reserve=1664 total=0 fixed=0 answer=0
for file; do
  headers=$(LC_ALL=C readelf -lW "$file" 2>/dev/null) && [ -n "$headers" ] || {
    echo "$file: readelf cannot read it"
    answer=2
    continue
  }
  dynamic=$(LC_ALL=C readelf -dW "$file")
  relocations=$(LC_ALL=C readelf -rW "$file")
  segment=$(printf '%s\n' "$headers" | awk '$1 == "TLS" { print $6, $NF }')
  size=$((${segment% *} + 0)) align=$((${segment#* } + 0))
  if printf '%s\n' "$dynamic" | grep -q STATIC_TLS || printf '%s\n' "$relocations" | grep -Eq '_TPOFF|TLS_TPREL'; then
    echo "$file: initial-exec, $size bytes, aligned to $align"
    fixed=1 total=$((total + size))
    if [ "$align" -gt 64 ]; then
      echo "  the loader aligns the block to 64 unless the program itself needs more"
      answer=1
    fi
    if [ "$size" -gt 0 ] && printf '%s\n' "$dynamic" | grep -Eq 'NEEDED.*\[libc(\.musl-.*)?\.so(\.1)?\]'; then
      echo "  linked against musl, which opens no such library late"
      answer=1
    fi
  elif printf '%s\n' "$relocations" | grep -q TLSDESC; then
    echo "$file: TLS descriptors, $size bytes, which may take up to 512 of the reserve"
    [ "$size" -gt 512 ] || total=$((total + size))
  else
    echo "$file: needs no static TLS"
  fi
done
if [ "$fixed" -eq 1 ] && [ "$answer" -ne 1 ]; then
  echo "together $total bytes of $reserve"
  if [ "$total" -gt $((reserve + 128)) ]; then
    answer=1
  elif [ "$total" -gt "$promised" ]; then
    answer=2
  fi
fi
case $answer in
1) echo "affected" ;;
2) echo "cannot tell" ;;
*) echo "not affected" ;;
esac
exit "$answer"
