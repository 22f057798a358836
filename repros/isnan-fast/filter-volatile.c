#include <math.h>
#include "filter.h"

int numbers(const double *values, int count) {
  int found = 0;
  for (int i = 0; i < count; i++) {
    volatile double copy = values[i];
    if (!isnan(copy)) found++;
  }
  return found;
}
