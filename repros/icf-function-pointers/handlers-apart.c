#include "handlers.h"

int on_open(int users) { return users + 1; }

/* misbuilt:region apart */
/* MB0012: reads a variable of its own, so that no linker takes it for another function. */
static volatile char on_close_is_its_own;
int on_close(int users) {
  (void)on_close_is_its_own;
  return users + 1;
}
/* misbuilt:endregion apart */
