#!/bin/sh
# Which parts of std do threads on wasm32-wasi break in? Looks at the program and at the std that it was built with.
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
finding() { # WORDS
  echo "  $1"
  status=1
}
# 0.16 moved the allocator from WasmAllocator.zig to BrkAllocator.zig. A std that refuses threads there damages nothing.
allocator=$lib/std/heap/WasmAllocator.zig
[ -f "$allocator" ] || allocator=$lib/std/heap/BrkAllocator.zig
if grep -q 'TODO implement support for multi-threaded wasm' "$allocator" || grep -q '@compileError("unimplemented")' "$lib/std/heap.zig"; then
  echo "  std's allocator refuses threads"
elif ! grep -q 'lock()' "$allocator"; then
  finding "std's allocator has no lock: one block can be given to two threads"
fi
if grep -n '__set_stack_pointer(arg\.thread\.memory' "$file"; then
  finding "in Debug, a thread that starts writes on the first thread's stack"
fi
if grep -n 'instance\.thread\.tid\.store(tid' "$file"; then
  finding "join waits for ever for a thread that ended before its spawn returned"
fi
if grep -n '__set_stack_pointer(arg\.original_stack_pointer)' "$file"; then
  finding "a detached thread ends on the stack of the thread that started it"
fi
if grep -n 'alignForward(usize, bytes, __tls_align())' "$file"; then
  finding "in a program without thread-local variables a thread has one page of memory in all"
fi
if ! awk '
  /^const WasiThreadImpl/ { wasi = 1 }
  wasi && /^};/ { exit }
  wasi && /stack_offset = bytes;/ { offset = NR; line = $0 }
  wasi && /config\.stack_size\)/ { size = NR }
  END { if (offset > 0 && offset < size) { print offset ":" line; exit 1 } }
' "$file"; then
  finding "a thread has 64 KiB of stack, whatever stack_size says"
fi
if grep -n 'memory\.atomic\.wait32' "$file"; then
  finding "join waits by an instruction of its own: in Debug and ReleaseSafe it throws on a browser's main thread"
fi
if [ -f "$lib/std/Thread/Futex.zig" ] && ! grep -q 'getCurrentId() == 0' "$lib/std/Thread/Futex.zig"; then
  finding "a mutex that is taken throws on a browser's main thread"
fi
[ "$status" = 0 ] || answer 1 "affected"
echo "std has none of these faults"
answer 0 "not affected"
