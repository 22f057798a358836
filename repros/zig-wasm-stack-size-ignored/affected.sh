#!/bin/sh
# Has a thread the stack that stack_size asks for? Looks at the program and at the std that it was built with.
#
#   sh affected.sh [PROGRAM.wasm…] [LIB]      LIB: the folder after --zig-lib-dir; without it, the one of $ZIG
#
# Ends with `affected`, `not affected` or `cannot tell`; exit status 1, 0 or 2.
set -u
answer() { # STATUS WORDS
  echo "$2"
  exit "$1"
}
lib= programs=0 threads=0
for path in "$@"; do
  if [ -d "$path" ]; then
    lib=$path
    continue
  fi
  if [ ! -r "$path" ]; then
    echo "$path cannot be read"
    answer 2 "cannot tell"
  fi
  programs=$((programs + 1))
  if grep -a -q thread-spawn "$path"; then threads=$((threads + 1)); else echo "$path starts no threads: it does not import thread-spawn"; fi
done
if [ "$programs" -gt 0 ] && [ "$threads" = 0 ]; then answer 0 "not affected"; fi

[ -n "$lib" ] || lib=$("${ZIG:-zig}" env 2>/dev/null | sed -n 's/^ *[".]*lib_dir"*[ :=]*"\(.*\)",*$/\1/p')
file=$lib/std/Thread.zig
if ! grep -q 'const WasiThreadImpl' "$file" 2>/dev/null; then
  echo "$file is not the Thread.zig of a Zig that has threads for WASI"
  answer 2 "cannot tell"
fi
status=0
# The stack grows down from stack_offset: it must be set after the size has been added, in WASI's part of the file.
if ! awk '
  /^const WasiThreadImpl/ { wasi = 1 }
  wasi && /^};/ { exit }
  wasi && /stack_offset = bytes;/ { offset = NR; line = $0 }
  wasi && /config\.stack_size\)/ { size = NR }
  END { if (offset > 0 && offset < size) { print offset ":" line; exit 1 } }
' "$file"; then
  echo "the stack begins at the bottom of its memory: it has the 64 KiB below, whatever stack_size says"
  status=1
fi
# The linker says 0 where the program has no thread-local variable, and alignForward(n, 0) is 0.
if grep -n 'alignForward(usize, bytes, __tls_align())' "$file"; then
  echo "in a program without thread-local variables a thread has one page of memory in all"
  status=1
fi
[ "$status" = 0 ] || answer 1 "affected"
echo "a stack begins at the top of as much memory as stack_size asks for"
answer 0 "not affected"
