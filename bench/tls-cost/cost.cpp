// What MB0001's workarounds cost for each access, against the thread_local they replace.
// One line for each way and number of threads: nanoseconds per update, median of 9 rounds.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <thread>
#include <vector>

// The very code of the page: PerThread.
#include "../../repros/zig-macho-tls-misalignment/victim-pthread-key.cpp"
extern "C" std::uint64_t neighbour_sum(void) { return 0; }

static thread_local Pool native;
static Pool shared;
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;

// The object's address is looked up anew in each round of the loop, as it is in separate calls.
static void forget() { __asm__ volatile("" ::: "memory"); }

__attribute__((noinline)) static void by_thread_local() { native.done++; }
__attribute__((noinline)) static void by_pthread_key() { PerThread<Pool>::get().done++; }
__attribute__((noinline)) static void by_mutex() {
  pthread_mutex_lock(&mutex);
  shared.done++;
  pthread_mutex_unlock(&mutex);
}

static double nanoseconds(void (*update)(), unsigned threads, long count) {
  std::vector<std::thread> running;
  auto start = std::chrono::steady_clock::now();
  for (unsigned t = 0; t < threads; t++)
    running.emplace_back([=] {
      for (long i = 0; i < count; i++) {
        update();
        forget();
      }
    });
  for (auto &thread : running) thread.join();
  std::chrono::duration<double, std::nano> taken = std::chrono::steady_clock::now() - start;
  return taken.count() / static_cast<double>(count);
}

int main(int argc, char **argv) {
  const long count = argc > 1 ? std::atol(argv[1]) : 4'000'000;
  const struct {
    const char *name;
    void (*update)();
  } ways[] = {{"thread_local", by_thread_local}, {"pthread key", by_pthread_key}, {"one mutex", by_mutex}};
  const unsigned most = std::max(2u, std::thread::hardware_concurrency());
  for (unsigned threads : {1u, most})
    for (const auto &way : ways) {
      std::vector<double> rounds;
      for (int round = 0; round < 9; round++) rounds.push_back(nanoseconds(way.update, threads, count));
      std::sort(rounds.begin(), rounds.end());
      std::printf("%-12s  %2u threads  %6.1f ns per update\n", way.name, threads, rounds[rounds.size() / 2]);
    }
}
