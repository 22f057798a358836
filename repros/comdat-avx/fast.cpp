/* The fast way, for CPUs with AVX2: compiled with -mavx2, and called behind a test of the CPU. */
#include <stdlib.h>
#include <string.h>
#include ORDER_H

typedef double four_doubles __attribute__((vector_size(32)));

double median_of_doubles_avx2(double *x, int n) {
  int i = 0;
  for (; i + 4 <= n; i += 4) {
    four_doubles four;
    memcpy(&four, x + i, sizeof four);
    four += four;
    memcpy(x + i, &four, sizeof four);
  }
  for (; i < n; i++) x[i] *= 2;
  qsort(x, n, sizeof *x, by_value);
  return x[n / 2];
}
