#include <dlfcn.h>
#include <stdlib.h>
#include "load.h"

static double (*mean)(const double *, int);

int load(void) {
  void *library = dlopen(getenv("LIBMEAN"), RTLD_NOW);
  if (library) mean = (double (*)(const double *, int))dlsym(library, "mean");
  return mean != NULL;
}
double mean_of(const double *numbers, int count) { return mean(numbers, count); }
