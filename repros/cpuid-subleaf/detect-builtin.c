#include "detect.h"

/* misbuilt:region builtin */
/* MB0052: the compiler's own detection, which asks the system for the registers as well. */
int has_avx2(unsigned *leaf7) {
  *leaf7 = 0;
  __builtin_cpu_init();
  return __builtin_cpu_supports("avx2") != 0;
}
/* misbuilt:endregion builtin */
