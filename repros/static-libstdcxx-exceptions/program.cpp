/*
 * Catches an exception that a library throws. Exit status: 0 it is caught, 1 it is not, 134 the process aborts.
 *
 * OWN_FIRST: the program throws and catches an exception of its own before. STATUS: it calls the function that returns a status.
 * UNCAUGHT: it asks afterwards how many exceptions are still on their way.
 */
#include <csignal>
#include <cstdio>
#include <cstring>
#include <dlfcn.h>
#include <exception>
#include <stdexcept>
#include <unistd.h>

extern "C" int _Unwind_RaiseException(void *);
extern "C" const void *library_unwinder();
extern "C" void library_open();
extern "C" int library_uncaught();
extern "C" int library_open_status(char *message, size_t size);

static void on_abort(int) {
  static const char text[] = "aborted before the handler was entered\n";
  (void)!write(1, text, sizeof text - 1);
}

static const char *file_of(const void *address) {
  Dl_info place;
  if (dladdr(address, &place) == 0) return "?";
  const char *slash = std::strrchr(place.dli_fname, '/');
  return slash ? slash + 1 : place.dli_fname;
}

int main() {
  const void *own = reinterpret_cast<const void *>(&_Unwind_RaiseException);
  std::printf("the library's unwinder is in %s, the program's in %s\n", file_of(library_unwinder()), file_of(own));
  std::printf("%s\n", own == library_unwinder() ? "one unwinder" : "two unwinders");
  std::fflush(stdout);
#ifdef OWN_FIRST
  try {
    throw std::runtime_error("of the program's own");
  } catch (const std::exception &error) {
    std::printf("caught: %s\n", error.what());
    std::fflush(stdout);
  }
#endif
  std::signal(SIGABRT, on_abort);
#ifdef STATUS
  char message[80];
  if (library_open_status(message, sizeof message) != 0) {
    std::printf("caught: %s\n", message);
    return 0;
  }
#else
  try {
    library_open();
  } catch (const std::exception &error) {
    std::printf("caught: %s\n", error.what());
#ifdef UNCAUGHT
    std::printf("uncaught_exceptions: %d in the program, %d in the library\n", std::uncaught_exceptions(), library_uncaught());
#endif
    return 0;
  }
#endif
  return 1;
}
