/* The same choice, made by a constructor. */
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

/* misbuilt:region pointer */
/* MB0038: a pointer that a constructor sets, in place of attribute ifunc. */
static int (*chosen)(const int *, int) = plain;
__attribute__((constructor)) static void choose(void) { chosen = resolve(); }
int sum(const int *values, int count) { return chosen(values, count); }
/* misbuilt:endregion pointer */
int total(const int *values, int count) { return sum(values, count); }
