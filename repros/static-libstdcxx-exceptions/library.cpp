// A library that throws, and one function that does not let the exception out.
#include <dlfcn.h>
#include <cstdio>
#include <cstring>
#include <exception>
#include <stdexcept>
#include <string>

extern "C" int _Unwind_RaiseException(void *);

#define ENTRY extern "C" __attribute__((visibility("default")))

// How many exceptions this runtime takes to be on their way.
#if __cplusplus >= 201703L
#define COUNT std::uncaught_exceptions()
#else
#define COUNT 0
#endif

namespace {
struct Guard {
  // Runs while the exception is on its way: a handler has been found.
  ~Guard() {
    std::puts("the exception leaves the library");
    std::fflush(stdout);
  }
};

void work() { throw std::runtime_error("no such file"); }
} // namespace

ENTRY const void *library_unwinder() { return reinterpret_cast<const void *>(&_Unwind_RaiseException); }

ENTRY int library_uncaught() { return COUNT; }

ENTRY void library_open() {
  Guard guard;
  work();
}

// misbuilt:region boundary
// MB0039: no exception leaves this function, so no other runtime has to handle it.
ENTRY int library_open_status(char *message, size_t size) {
  try {
    work();
    return 0;
  } catch (const std::exception &error) {
    std::snprintf(message, size, "%s", error.what());
    return 1;
  }
}
// misbuilt:endregion boundary
