#include "registry.h"
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>

Registry::Registry() : name(static_cast<char *>(std::malloc(16))) {
  Dl_info place;
  const char *slash = dladdr(__builtin_return_address(0), &place) == 0 ? nullptr : std::strrchr(place.dli_fname, '/');
  std::printf("constructed by %s\n", slash ? slash + 1 : "?");
  std::fflush(stdout);
  std::strcpy(name, "registry");
}

Registry::~Registry() {
  std::puts("destroyed");
  std::fflush(stdout);
  std::free(name);
}

#if defined ON_FIRST_USE
// misbuilt:region on-first-use
// MB0046: made when it is first asked for, and never destroyed.
Registry &the_registry() {
  static Registry *one = new Registry;
  return *one;
}
// misbuilt:endregion on-first-use
#elif !defined INLINE
Registry registry;
#endif
