// The victim without alignas: LLVM aligns an array of 16 bytes or more to 16 on
// x86-64, as the System V ABI asks, and uses that alignment.
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>

// std::mutex and std::condition_variable are no such types; std::function is.
static_assert(alignof(std::mutex) == 8, "libc++'s mutex is 8-aligned on macOS");
static_assert(alignof(std::condition_variable) == 8, "libc++'s condition_variable is 8-aligned");
static_assert(alignof(std::function<void()>) == 16, "libc++'s function is 16-aligned");

thread_local std::uint64_t tls_pool[6];

extern "C" __attribute__((noinline)) void pool_reset(void) {
  for (auto &word : tls_pool) word = 0;
}

extern "C" void let_others_run(void); // main.c

extern "C" std::uint64_t victim_run(void) {
  pool_reset();
  tls_pool[2] += 40;
  let_others_run();
  tls_pool[3] += 2;
  return tls_pool[2] + tls_pool[3] + tls_pool[4];
}
