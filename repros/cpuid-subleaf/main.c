/*
 * Asks has_avx2 on a processor that has AVX2, which the kernel's list says. Exit status: 0 it says so, 1 it does not, 3 this processor has no
 * AVX2, so that nothing can be shown.
 */
#include <stdio.h>
#include <string.h>
#include "detect.h"

static int kernel_says(const char *feature) {
  static char line[1 << 16];
  FILE *list = fopen("/proc/cpuinfo", "r");
  int found = 0;
  while (list && fgets(line, sizeof line, list))
    if (!strncmp(line, "flags", 5) && strstr(line, feature)) found = 1;
  if (list) fclose(list);
  return found;
}

int main(void) {
  if (!kernel_says(" avx2 ")) return puts("the kernel lists no AVX2"), 3;
  unsigned leaf7 = ~0u;
  int has = has_avx2(&leaf7);
  printf("the kernel lists AVX2; has_avx2 says %s\n", has ? "yes" : "no");
  if (has) return puts("right"), 0;
  puts(leaf7 == 0 ? "leaf 7 was all 0, as for a subleaf that does not exist" : "wrong in another way");
  return 1;
}
