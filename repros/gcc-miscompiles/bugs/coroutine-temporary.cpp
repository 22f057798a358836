// Awaits a temporary that holds a lambda with a capture. With the bug there are more destructors than constructors: the
// capture is destroyed twice.
#include <coroutine>
#include <exception>
#include "verdict.h"

static int made, destroyed;

struct token {
  token() { made++; }
  token(const token &) { made++; }
  ~token() { destroyed++; }
};

struct task {
  struct promise_type {
    task get_return_object() { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };
};

template <class Job>
struct on_pool {
  Job job;
  bool await_ready() { return true; }
  void await_suspend(std::coroutine_handle<>) {}
  void await_resume() { job(); }
};
template <class Job>
on_pool(Job) -> on_pool<Job>;

#ifndef NAMED
/* misbuilt:region bug */
static task work() {
  token held;
  co_await on_pool{[held] { (void)held; }};
}
/* misbuilt:endregion bug */
#else
/* misbuilt:region named */
// MB0020: GCC before 13 destroys a temporary with a capture twice in co_await; a named one once.
static task work() {
  token held;
  auto job = on_pool{[held] { (void)held; }};
  co_await job;
}
/* misbuilt:endregion named */
#endif

int main() {
  work();
  printf("%d objects made, %d destroyed\n", made, destroyed);
  return verdict(made == destroyed, destroyed > made, "more objects were destroyed than made");
}
