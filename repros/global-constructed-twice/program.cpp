/*
 * Uses a registry through two libraries, and ends. Exit status: 0, or 134 where the process aborts at the end.
 * OWN: the program has the static library, too, and uses it in place of libtwo.so. READS: it reads the object itself, without
 * the static library, and has another global of its own.
 */
#include "registry.h"
#include <cstdio>

extern "C" Registry *one();
#ifdef OWN
static Registry *two() { return &the_registry(); }
#else
extern "C" Registry *two();
#endif

#ifdef READS
struct Other {
  ~Other() { std::fflush(stdout); }
};
static Other other;
#endif

int main() {
#ifdef READS
  std::printf("the program reads %s registry\n", &the_registry() == one() ? "that" : "another");
#endif
  std::printf("%s\n", one() == two() ? "one registry" : "two registries");
  std::printf("names: %s, %s\n", one()->name, two()->name);
  std::fflush(stdout);
  return 0;
}
