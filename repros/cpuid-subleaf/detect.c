#include <cpuid.h>
#include "detect.h"

/* misbuilt:region plain */
int has_avx2(unsigned *leaf7) {
  unsigned eax, ebx, ecx, edx;
  if (!__get_cpuid(7, &eax, &ebx, &ecx, &edx)) return 0;
  *leaf7 = ebx;
  return (ebx & bit_AVX2) != 0;
}
/* misbuilt:endregion plain */
