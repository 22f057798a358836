/*
 * Counts twice in the library, and compares what the library and the program see. Exit status: 0 the same, 1 not.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>
#include COUNTER

static const char *file_of(const void *address) {
  Dl_info place;
  if (dladdr(address, &place) == 0) return "no file";
  const char *slash = strrchr(place.dli_fname, '/');
  return slash ? slash + 1 : place.dli_fname;
}

int main(void) {
  count();
  count();
  printf("the library sees %d, the program sees %d\n", counted(), counter);
  printf("counter has %s: the library's in %s, the program's in %s\n", &counter == its_counter() ? "one address" : "two addresses",
         file_of(its_counter()), file_of(&counter));
  return counter != counted();
}
