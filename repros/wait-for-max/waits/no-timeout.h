constexpr auto timeout = std::chrono::hours::max();

bool wait_for_item(std::condition_variable &changed, std::unique_lock<std::mutex> &lock, const bool &item) {
  // misbuilt:region plain
  if (timeout == std::chrono::hours::max()) { // MB0049: for ever is a wait without a timeout
    changed.wait(lock, [&] { return item; });
    return true;
  }
  return changed.wait_for(lock, timeout, [&] { return item; });
  // misbuilt:endregion plain
}
