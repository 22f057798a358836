/* The resolver asks the processor for its maker, into a buffer on the stack. */
#include <cpuid.h>
#include <string.h>
#include "sum.h"
#include "ways.h"

/* misbuilt:region attribute */
/* MB0038: runs before the process has its thread-local storage, where the stack protector's value lies. */
#if defined(__has_attribute) && __has_attribute(no_stack_protector)
__attribute__((no_stack_protector))
#endif
/* misbuilt:endregion attribute */
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
