/*
 * x*x - 2.6*x + 1.69 has one root, 1.3, and its discriminant is 0: both products round to the same double. If a compiler makes
 * one instruction of a product and the subtraction, that product is not rounded, and what the other lost is left over.
 * Exit status: 0 the discriminant is 0, 1 it is not.
 */
#include <math.h>
#include <stdio.h>
#include "quadratic.h"

static double (*volatile fused)(double, double, double) = fma;

int main(void) {
  volatile double half = 1.3;
  double a = 1, b = 2 * half, c = half * half;
  double d = discriminant(a, b, c), once = fused(b, b, -(4 * a * c));
  printf("two products that are equal, and their difference is %s\n", d == 0 ? "0" : d < 0 ? "below 0" : "above 0");
  if (d == 0) return puts("one root"), 0;
  puts(isnan(sqrt(d)) ? "sqrt of it is not a number" : "two roots");
  puts(d == once ? "as fma(b, b, -(4 * a * c)) has it" : "and not as a fused multiply-add has it");
  return 1;
}
