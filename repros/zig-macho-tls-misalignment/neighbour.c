/* The neighbour in C: an initialised, 8-aligned thread-local does what Rust's does. */
#include <stdint.h>

struct state {
  uint64_t value, more[2];
};

static _Thread_local struct state state = {0x1111, {0, 0}};

/* Not inlined, or the constant would be folded and the thread-local removed. */
__attribute__((noinline)) static struct state *keep(struct state *s) {
  __asm__("" : "+r"(s));
  return s;
}

uint64_t neighbour_sum(void) { return keep(&state)->value; }
