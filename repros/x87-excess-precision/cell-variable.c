#include "cell.h"

int cell(double position, double width) {
  double quotient = position / width;
  return (int)quotient;
}
