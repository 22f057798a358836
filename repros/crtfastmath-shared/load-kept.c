#include <dlfcn.h>
#include <stdlib.h>
#include "load.h"

static double (*mean)(const double *, int);

/* misbuilt:region kept */
#include <fenv.h>

/* MB0021: dlopen that leaves the floating-point environment as it was. Link with -lm. */
static void *dlopen_kept(const char *path, int flags) {
  fenv_t before;
  fegetenv(&before);
  void *library = dlopen(path, flags);
  fesetenv(&before);
  return library;
}
/* misbuilt:endregion kept */

int load(void) {
  void *library = dlopen_kept(getenv("LIBMEAN"), RTLD_NOW);
  if (library) mean = (double (*)(const double *, int))dlsym(library, "mean");
  return mean != NULL;
}
double mean_of(const double *numbers, int count) { return mean(numbers, count); }
