#!/bin/sh
# Does join wait for ever for a thread that ended before its spawn returned? Looks at the program and at the std that it was built with.
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
# The thread's own end stores 0 there, and join waits for that 0.
if grep -n 'instance\.thread\.tid\.store(tid' "$file"; then
  echo "spawn stores the thread's id after the thread may have ended"
  answer 1 "affected"
fi
echo "spawn does not store the thread's id over its end"
answer 0 "not affected"
