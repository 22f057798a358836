/*
 * Waits for an item that another thread brings as soon as the wait has lasted for a while. Exit status: 0 the wait ended with the
 * item, 1 it ended without it.
 */
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <mutex>
#include <thread>
#include WAIT

template <class Duration> bool fits(Duration timeout) {
  using Nanoseconds = std::chrono::duration<__int128, std::nano>;
  const auto now = std::chrono::steady_clock::now().time_since_epoch();
  const auto sum = std::chrono::duration_cast<Nanoseconds>(now) + std::chrono::duration_cast<Nanoseconds>(timeout);
  return sum <= std::chrono::duration_cast<Nanoseconds>(std::chrono::nanoseconds::max());
}

int main() {
  std::mutex mutex;
  std::condition_variable changed;
  bool item = false;
  std::atomic<bool> ended{false};
  std::thread other([&] {
    for (int i = 0; i < 40 && !ended; i++)
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    std::lock_guard<std::mutex> lock(mutex);
    item = true;
    changed.notify_all();
  });
  bool got;
  {
    std::unique_lock<std::mutex> lock(mutex);
    got = wait_for_item(changed, lock, item);
  }
  ended = true;
  other.join();
  std::printf("the wait ended %s the item\n", got ? "with" : "without");
  std::printf("now + timeout %s\n", fits(timeout) ? "fits" : "does not fit");
  return got ? 0 : 1;
}
