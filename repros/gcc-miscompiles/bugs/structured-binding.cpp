// A coroutine that holds the result of co_await in a structured binding is destroyed while it is suspended. With the bug the
// object behind the binding is not destroyed with it.
#include <coroutine>
#include <exception>
#include <tuple>
#include "verdict.h"

static int made, destroyed;

struct token {
  token() { made++; }
  token(const token &) { made++; }
  ~token() { destroyed++; }
};

struct task {
  struct promise_type {
    task get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };
  std::coroutine_handle<promise_type> handle;
};

struct fetch {
  bool await_ready() { return false; }
  void await_suspend(std::coroutine_handle<>) {}
  std::tuple<token, int> await_resume() { return {token(), 5}; }
};

#ifndef NAMED
/* misbuilt:region bug */
static task work() {
  auto [held, number] = co_await fetch{};
  co_await std::suspend_always{};
  (void)held, (void)number;
}
/* misbuilt:endregion bug */
#else
/* misbuilt:region named */
// MB0020: GCC 15.3 does not destroy the hidden object of a structured binding here; a named one it does.
static task work() {
  auto result = co_await fetch{};
  auto &[held, number] = result;
  co_await std::suspend_always{};
  (void)held, (void)number;
}
/* misbuilt:endregion named */
#endif

int main() {
  task one = work();
  one.handle.resume();
  one.handle.destroy();
  printf("%d objects made, %d destroyed\n", made, destroyed);
  return verdict(made == destroyed, destroyed < made, "an object was never destroyed");
}
