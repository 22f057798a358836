#include <cpuid.h>
#include "detect.h"

/* misbuilt:region cleared */
int has_avx2(unsigned *leaf7) {
  unsigned eax = 0, ebx = 0, ecx = 0, edx = 0;
  if (!__get_cpuid(7, &eax, &ebx, &ecx, &edx)) return 0;
  *leaf7 = ebx;
  return (ebx & bit_AVX2) != 0;
}
/* misbuilt:endregion cleared */
