/* The first library. With LATE it opens the second by its name, as plug-ins are opened. */
int bits(void);

#ifdef LATE
#include <dlfcn.h>
#include <stdio.h>

int decode(void) {
  void *library = dlopen("libbits.so", RTLD_NOW);
  if (library == NULL) {
    printf("refused: %s\n", dlerror());
    return -1;
  }
  return 6 * ((int (*)(void))dlsym(library, "bits"))();
}
#else
int decode(void) { return 6 * bits(); }
#endif
