#include <stdint.h>
#include <string.h>
#include "filter.h"

/* misbuilt:region bits */
/* MB0034: -ffast-math folds the check of <math.h> to false. This looks at the bits, by a pointer, so that no compiler assumes a number. */
static int is_nan(const double *value) {
  uint64_t bits;
  memcpy(&bits, value, sizeof bits);
  return (bits & 0x7fffffffffffffff) > 0x7ff0000000000000;
}
/* misbuilt:endregion bits */

int numbers(const double *values, int count) {
  int found = 0;
  for (int i = 0; i < count; i++)
    if (!is_nan(&values[i])) found++;
  return found;
}
