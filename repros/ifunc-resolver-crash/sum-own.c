/* The function with a resolver is hidden; what the resolver calls is not. */
#include "sum.h"
#include "ways.h"

int is_wide(void) { return 0; }

static int (*resolve(void))(const int *, int) { return is_wide() ? wide : plain; }

__attribute__((visibility("hidden"))) int sum(const int *values, int count) __attribute__((ifunc("resolve")));
int total(const int *values, int count) { return sum(values, count); }
