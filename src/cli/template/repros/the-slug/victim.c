/* Reads a NaN as input would bring it, and looks for it with TEST. Exit 0: noticed; 1: missed; 3: there was no NaN. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* misbuilt:region bit-test */
#include <stdint.h>
#include <string.h>

/* Whether x is a NaN, by its bits: -ffast-math assumes nothing about integers. IEEE 754 binary64. */
static int has_nan_bits(double x) {
  uint64_t bits;
  memcpy(&bits, &x, sizeof bits);
  return (bits & 0x7fffffffffffffff) > 0x7ff0000000000000;
}
/* misbuilt:endregion bit-test */

static inline int differs_from_itself(double x) { return x != x; }

int main(void) {
  double x = strtod("nan", NULL);
  /* The precondition: a reproducer without its NaN proves nothing. */
  static const unsigned char quiet[] = {0, 0, 0, 0, 0, 0, 0xf8, 0x7f};
  if (memcmp(&x, quiet, sizeof x) != 0) return 3;
  if (TEST(x)) {
    puts("noticed the NaN");
    return 0;
  }
  puts("missed the NaN");
  return 1;
}
