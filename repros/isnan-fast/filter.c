#include <math.h>
#include "filter.h"

/* misbuilt:region check */
int numbers(const double *values, int count) {
  int found = 0;
  for (int i = 0; i < count; i++)
    if (!isnan(values[i])) found++;
  return found;
}
/* misbuilt:endregion check */
