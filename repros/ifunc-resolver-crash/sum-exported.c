/* The resolver calls a function that the library exports. */
#include "sum.h"
#include "ways.h"

int is_wide(void) { return 0; }

static int (*resolve(void))(const int *, int) { return is_wide() ? wide : plain; }

int sum(const int *values, int count) __attribute__((ifunc("resolve")));
int total(const int *values, int count) { return sum(values, count); }
