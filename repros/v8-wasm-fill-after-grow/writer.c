/*
 * The program of program.mjs, as a compiler writes it: two threads, each running one of the exported functions. Their
 * words lie where program.mjs says. -fno-delete-null-pointer-checks: the first word is at address 0.
 */
typedef unsigned word;
enum { address = 0, answer = 4, written = 8, size = 12, size_seen = 16 };

/* At a call V8 checks for interrupts, and that refreshes the size. */
#define INLINE static inline __attribute__((always_inline))
#define EXPORT(name) __attribute__((export_name(#name)))

INLINE word load(word at) {
  return __atomic_load_n((word *)at, __ATOMIC_SEQ_CST);
}

INLINE void store(word at, word value) {
  __atomic_store_n((word *)at, value, __ATOMIC_SEQ_CST);
}

/* The length is not known to the compiler, so that it becomes memory.fill and no row of stores. */
static volatile word length = 64;

INLINE void fill(word at) {
  __builtin_memset((void *)at, 170, length);
}

EXPORT(retry) void retry(word at) { fill(at); }

EXPORT(hand) void hand(word n) {
  for (; n > 0; n--) {
    word page = __builtin_wasm_memory_grow(0, 1) << 16;
    store(size, __builtin_wasm_memory_size(0));
    store(address, page);
    while (load(answer) != page) continue;
  }
}

EXPORT(write) void write(word n) {
  for (word page, last = 0; n > 0; n--) {
    while ((page = load(address)) == last) continue;
    last = page;
    store(size_seen, load(size));
    // misbuilt:region grow0
    __builtin_wasm_memory_grow(0, 0);
    // misbuilt:endregion grow0
    fill(page);
    store(answer, page);
    store(written, load(written) + 1);
  }
}

EXPORT(read) word read(word at) { return *(volatile word *)at; }
