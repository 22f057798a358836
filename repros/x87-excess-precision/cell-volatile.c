#include "cell.h"

/* misbuilt:region volatile */
/* MB0043: 32-bit x86 code keeps 80 bits of the quotient; a volatile variable has the 64 of a double. */
int cell(double position, double width) {
  volatile double quotient = position / width;
  return (int)quotient;
}
/* misbuilt:endregion volatile */
