/*
 * Waits without a predicate, and asks the status. Exit status: 0 it was notified and says so, 1 it was notified and says that the time is
 * over, 2 it ended before that.
 */
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <mutex>
#include <thread>
#include WAIT

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
  bool came;
  std::cv_status status;
  {
    std::unique_lock<std::mutex> lock(mutex);
    status = changed.wait_for(lock, timeout);
    came = item;
  }
  ended = true;
  other.join();
  std::printf("the wait ended %s the item\n", came ? "with" : "without");
  std::printf("the status is %s\n", status == std::cv_status::timeout ? "timeout" : "no_timeout");
  return !came ? 2 : status == std::cv_status::timeout;
}
