constexpr auto timeout = std::chrono::hours::max();

bool wait_for_item(std::condition_variable &changed, std::unique_lock<std::mutex> &lock, const bool &item) {
  const auto left = std::chrono::steady_clock::duration::max() - std::chrono::steady_clock::now().time_since_epoch();
  return changed.wait_for(lock, left, [&] { return item; });
}
