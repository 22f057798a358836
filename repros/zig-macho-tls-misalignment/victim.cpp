#include <cstdint>

// misbuilt:region victim
struct alignas(16) Pool {
  void *head, *tail;
  std::uint64_t pending, done, sequence, flags;
};

// Zero-initialised, so it goes to __DATA,__thread_bss.
thread_local Pool tls_pool;

// At -O2 the six zeros are three stores of 16 bytes: movaps %xmm0, …(%rax).
extern "C" __attribute__((noinline)) void pool_reset(void) { tls_pool = Pool{}; }
// misbuilt:endregion victim

extern "C" void let_others_run(void); // main.c

extern "C" std::uint64_t victim_run(void) {
  pool_reset();
  tls_pool.pending += 40;
  let_others_run();
  tls_pool.done += 2;
  return tls_pool.pending + tls_pool.done + tls_pool.sequence;
}
