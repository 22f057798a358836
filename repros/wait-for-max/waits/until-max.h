constexpr auto timeout = std::chrono::hours::max();

bool wait_for_item(std::condition_variable &changed, std::unique_lock<std::mutex> &lock, const bool &item) {
  // misbuilt:region until
  // MB0049: the last point in time, and no sum that does not fit.
  return changed.wait_until(lock, std::chrono::steady_clock::time_point::max(), [&] { return item; });
  // misbuilt:endregion until
}
