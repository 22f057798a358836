#include "cell.h"

/* misbuilt:region cell */
int cell(double position, double width) {
  return (int)(position / width);
}
/* misbuilt:endregion cell */
