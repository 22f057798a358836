constexpr auto timeout = std::chrono::hours::max();

bool wait_for_item(std::condition_variable &changed, std::unique_lock<std::mutex> &lock, const bool &item) {
  return changed.wait_until(lock, std::chrono::steady_clock::now() + timeout, [&] { return item; });
}
