#!/bin/sh
# Has a file of a process a C++ runtime and an unwinder to itself, while another file has others?
#
#   sh affected.sh PROGRAM LIBRARY…
#   sh affected.sh PROGRAM $(ldd PROGRAM | awk '/=> \// { print $3 }')
#
# Needs readelf; it works on stripped files. A file is listed if it has tables of handlers (.gcc_except_table), does not need
# libgcc_s, neither exports nor asks for __gxx_personality_v0, and has names of the C++ runtime's own types in it: so all of the
# runtime is in it. A library of C, such as libc, has handlers too, and no such names. The last line is `affected`, `not
# affected` or `cannot tell`, and the exit status 1, 0 or 2. It matters where an exception goes from one file to another.
set -u
[ "$#" -gt 1 ] || {
  echo "usage: sh affected.sh PROGRAM LIBRARY…" >&2
  exit 2
}
own=0
others=0
for file; do
  sections=$(readelf -SW "$file" 2>/dev/null) || sections=
  [ -n "$sections" ] || {
    echo "$file: no ELF file, or no readelf"
    echo "cannot tell"
    exit 2
  }
  case $sections in *.gcc_except_table*) ;; *) continue ;; esac
  case $(readelf -dW "$file") in
  *"[libgcc_s.so"*)
    others=$((others + 1))
    continue
    ;;
  esac
  case $(readelf -W --dyn-syms "$file") in
  *" __gxx_personality_v0"*) others=$((others + 1)) ;;
  *)
    LC_ALL=C grep -q N10__cxxabiv1 "$file" || continue
    echo "$file: has a C++ runtime and an unwinder to itself"
    own=$((own + 1))
    ;;
  esac
done
if [ "$own" -gt 0 ] && [ "$((own + others))" -gt 1 ]; then
  echo "affected"
  exit 1
fi
echo "all files that handle exceptions share one runtime, or there is one such file"
echo "not affected"
