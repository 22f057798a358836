#include "quadratic.h"

/* misbuilt:region plain */
double discriminant(double a, double b, double c) {
  return b * b - 4 * a * c;
}
/* misbuilt:endregion plain */
