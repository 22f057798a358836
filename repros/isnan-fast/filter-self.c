#include "filter.h"

int numbers(const double *values, int count) {
  int found = 0;
  for (int i = 0; i < count; i++)
    if (!(values[i] != values[i])) found++;
  return found;
}
