/* The resolver asks the processor for its maker, into a buffer on the stack. */
#include <cpuid.h>
#include <string.h>
#include "sum.h"
#include "ways.h"

static int (*resolve(void))(const int *, int) {
  unsigned level, b, c, d;
  char maker[13] = "";
  if (__get_cpuid(0, &level, &b, &c, &d)) {
    memcpy(maker, &b, 4);
    memcpy(maker + 4, &d, 4);
    memcpy(maker + 8, &c, 4);
  }
  __asm__ volatile("" : : "r"(maker) : "memory");
  return maker[0] == 'A' ? wide : plain;
}

int sum(const int *values, int count) __attribute__((ifunc("resolve")));
int total(const int *values, int count) { return sum(values, count); }
