/* Neither the function with a resolver nor what the resolver calls is seen from outside. */
#include "sum.h"
#include "ways.h"

/* misbuilt:region hidden */
/* MB0038: called by a resolver, so the call must not go through the PLT. */
__attribute__((visibility("hidden"))) int is_wide(void) { return 0; }
/* misbuilt:endregion hidden */

static int (*resolve(void))(const int *, int) { return is_wide() ? wide : plain; }

__attribute__((visibility("hidden"))) int sum(const int *values, int count) __attribute__((ifunc("resolve")));
int total(const int *values, int count) { return sum(values, count); }
