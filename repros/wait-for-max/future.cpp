/* The same with a future. Exit status: 0 the wait ended with the item, 1 it ended without it. */
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <future>
#include <mutex>
#include <thread>
#include WAIT

int main() {
  std::promise<int> item;
  auto future = item.get_future();
  std::atomic<bool> ended{false};
  std::thread other([&] {
    for (int i = 0; i < 40 && !ended; i++)
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    item.set_value(1);
  });
  const bool got = future.wait_for(timeout) == std::future_status::ready;
  ended = true;
  other.join();
  std::printf("the wait ended %s the item\n", got ? "with" : "without");
  std::printf("now + timeout %s\n", timeout > std::chrono::hours(24 * 365 * 200) ? "does not fit" : "fits");
  return got ? 0 : 1;
}
