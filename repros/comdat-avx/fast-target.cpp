/* misbuilt:region target */
#include <stdlib.h>
#include <string.h>
#include ORDER_H

typedef double four_doubles __attribute__((vector_size(32)));

/* MB0025: AVX2 for this function alone. Compile the file without -mavx2, so that by_value has no AVX in it. */
__attribute__((target("avx2"))) double median_of_doubles_avx2(double *x, int n) {
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
/* misbuilt:endregion target */
