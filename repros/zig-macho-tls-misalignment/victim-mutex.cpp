// The victim with one pool for the process, behind a mutex: nothing is thread-local.
#include <pthread.h>
#include <cstdint>

struct alignas(16) Pool {
  void *head, *tail;
  std::uint64_t pending, done, sequence, flags;
};

static Pool pool;
static pthread_mutex_t pool_mutex = PTHREAD_MUTEX_INITIALIZER;

extern "C" __attribute__((noinline)) void pool_reset(void) { pool = Pool{}; }

extern "C" void let_others_run(void); // main.c

extern "C" std::uint64_t victim_run(void) {
  pthread_mutex_lock(&pool_mutex);
  pool_reset();
  pool.pending += 40;
  let_others_run();
  pool.done += 2;
  std::uint64_t sum = pool.pending + pool.done + pool.sequence;
  pthread_mutex_unlock(&pool_mutex);
  return sum;
}
