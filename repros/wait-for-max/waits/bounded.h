constexpr auto timeout = std::chrono::hours::max();

// misbuilt:region bounded
// MB0049: a timeout that fits when it is added to the time of any clock.
template <class Duration> Duration bounded(Duration timeout) {
  constexpr auto ten_years = std::chrono::duration_cast<Duration>(std::chrono::hours(24 * 365 * 10));
  return timeout < ten_years ? timeout : ten_years;
}
// misbuilt:endregion bounded

bool wait_for_item(std::condition_variable &changed, std::unique_lock<std::mutex> &lock, const bool &item) {
  return changed.wait_for(lock, bounded(timeout), [&] { return item; });
}
