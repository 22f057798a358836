#include "clock.h"

int real_calls;

/* misbuilt:region weak */
/* MB0037: weak, so that a test may define the function itself. --wrap does not reach calls inside code that LTO has merged. */
__attribute__((weak)) int seconds(void) {
  real_calls++;
  return 1;
}
/* misbuilt:endregion weak */
