#include <cpuid.h>
#include "detect.h"

/* misbuilt:region count */
/* MB0052: leaf 7 has subleaves, and this function names the one that is meant. */
int has_avx2(unsigned *leaf7) {
  unsigned eax, ebx, ecx, edx;
  if (!__get_cpuid_count(7, 0, &eax, &ebx, &ecx, &edx)) return 0;
  *leaf7 = ebx;
  return (ebx & bit_AVX2) != 0;
}
/* misbuilt:endregion count */
