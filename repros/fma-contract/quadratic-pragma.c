#include "quadratic.h"

/* misbuilt:region pragma */
/* MB0029: Clang rounds b * b and 4 * a * c before it subtracts; GCC ignores this line. */
#pragma STDC FP_CONTRACT OFF
double discriminant(double a, double b, double c) {
  return b * b - 4 * a * c;
}
/* misbuilt:endregion pragma */
