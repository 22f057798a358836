/* The resolver has the attribute, and the function that it calls has not. */
#include <cpuid.h>
#include <string.h>
#include "sum.h"
#include "ways.h"

static __attribute__((noinline)) int is_wide(void) {
  unsigned level, b, c, d;
  char maker[13] = "";
  if (__get_cpuid(0, &level, &b, &c, &d)) {
    memcpy(maker, &b, 4);
    memcpy(maker + 4, &d, 4);
    memcpy(maker + 8, &c, 4);
  }
  __asm__ volatile("" : : "r"(maker) : "memory");
  return maker[0] == 'A';
}

__attribute__((no_stack_protector)) static int (*resolve(void))(const int *, int) {
  return is_wide() ? wide : plain;
}

int sum(const int *values, int count) __attribute__((ifunc("resolve")));
int total(const int *values, int count) { return sum(values, count); }
