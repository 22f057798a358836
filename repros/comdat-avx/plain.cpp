#include <stdlib.h>
#include ORDER_H

double median_of_doubles(double *x, int n) {
  for (int i = 0; i < n; i++) x[i] *= 2;
  qsort(x, n, sizeof *x, by_value);
  return x[n / 2];
}
