#include "cell.h"

/* misbuilt:region compared */
int cell(double position, double width) {
  volatile double stored = position / width;
  int is = (int)stored;
  return position / width < stored ? is - 1 : is;
}
/* misbuilt:endregion compared */
