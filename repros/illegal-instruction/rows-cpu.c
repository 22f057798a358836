/* Built for a newer CPU than the one that may run it. */
#include "rows.h"
#include <immintrin.h>

int row_avx(int seven) {
#ifdef __AVX__
  __m256 sum = _mm256_set1_ps((float)seven);
  float out[8];
  _mm256_storeu_ps(out, sum);
  float total = 0;
  for (int at = 0; at < 8; ++at) total += out[at];
  return (int)total;
#else
  float out[8];
  for (int at = 0; at < 8; ++at) out[at] = (float)seven;
  float total = 0;
  for (int at = 0; at < 8; ++at) total += out[at];
  return (int)total;
#endif
}

int row_lzcnt(int seven) { return __builtin_clz((unsigned)seven); }
