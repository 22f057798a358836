constexpr auto timeout = std::chrono::nanoseconds::max() / 2;

bool wait_for_item(std::condition_variable &changed, std::unique_lock<std::mutex> &lock, const bool &item) {
  return changed.wait_for(lock, std::chrono::nanoseconds::max() / 2, [&] { return item; });
}
