#include "quadratic.h"

/* misbuilt:region across */
double discriminant(double a, double b, double c) {
  double square = b * b;
  double product = 4 * a * c;
  return square - product;
}
/* misbuilt:endregion across */
