/*
 * Counts three times in one counter: here and in two libraries, which are linked or, with PLUGIN, loaded from the folder that is
 * the argument. Exit status: 0 there is one counter, 1 there are more.
 */
#include "counter.h"
#include <cstdio>
#include <cstring>
#include <dlfcn.h>

#ifndef MODE
#define MODE RTLD_LOCAL
#endif

#ifdef PLUGIN
static int *count_in(const char *folder, const char *name) {
  char path[4096];
  std::snprintf(path, sizeof path, "%s/%s.so", folder, name);
  void *plugin = dlopen(path, RTLD_NOW | MODE);
  return reinterpret_cast<int *(*)()>(dlsym(plugin, name))();
}
#else
extern "C" int *one();
extern "C" int *two();

static int *count_in(const char *, const char *name) { return std::strcmp(name, "one") == 0 ? one() : two(); }
#endif

static const char *file_of(const void *address) {
  Dl_info place;
  const char *slash = dladdr(address, &place) == 0 ? nullptr : std::strrchr(place.dli_fname, '/');
  return slash ? slash + 1 : "?";
}

int main(int, char **arguments) {
  ++counter();
  int *own = &counter();
  int *one = count_in(arguments[1], "one");
  int *two = count_in(arguments[1], "two");
  std::printf("the program's counter is %d, in %s\n", *own, file_of(own));
  std::printf("the counter of one.so is %d, in %s\n", *one, file_of(one));
  std::printf("the counter of two.so is %d, in %s\n", *two, file_of(two));
  int counters = 1 + (one != own) + (two != own && two != one);
  std::printf("counters: %d\n", counters);
  return counters == 1 ? 0 : 1;
}
