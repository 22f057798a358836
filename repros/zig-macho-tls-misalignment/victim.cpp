// The victim: a zero-initialised thread_local of alignment 16. It goes to
// __DATA,__thread_bss, and the compiler may use aligned SSE stores for it.
#include <cstdint>

struct alignas(16) Pool {
  void *head, *tail;
  std::uint64_t pending, done, sequence, flags;
};

thread_local Pool tls_pool;

// At -O2 these six zeros are three stores of 16 bytes: movaps %xmm0, …(%rax).
extern "C" __attribute__((noinline)) void pool_reset(void) { tls_pool = Pool{}; }

extern "C" std::uint64_t neighbour_sum(void);

extern "C" std::uint64_t victim_run(void) {
  pool_reset();
  tls_pool.pending += 40;
  tls_pool.done += 2;
  return tls_pool.pending + tls_pool.done + tls_pool.sequence + neighbour_sum();
}
