constexpr auto timeout = std::chrono::hours::max();

bool wait_for_item(std::condition_variable &changed, std::unique_lock<std::mutex> &lock, const bool &item) {
  // misbuilt:region bug
  return changed.wait_for(lock, std::chrono::hours::max(), [&] { return item; });
  // misbuilt:endregion bug
}
