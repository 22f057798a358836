/* The same with a mutex that another thread holds: the item is the lock. Exit status: 0 the wait ended with it, 1 without it. */
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <mutex>
#include <thread>
#include WAIT

int main() {
  std::timed_mutex mutex;
  std::atomic<bool> held{false}, ended{false};
  std::thread other([&] {
    mutex.lock();
    held = true;
    for (int i = 0; i < 40 && !ended; i++)
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    mutex.unlock();
  });
  while (!held)
    std::this_thread::yield();
  const bool got = mutex.try_lock_for(timeout);
  ended = true;
  if (got)
    mutex.unlock();
  other.join();
  std::printf("the wait ended %s the item\n", got ? "with" : "without");
  std::printf("now + timeout %s\n", timeout > std::chrono::hours(24 * 365 * 200) ? "does not fit" : "fits");
  return got ? 0 : 1;
}
