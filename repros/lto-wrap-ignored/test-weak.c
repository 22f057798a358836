/* The same test without --wrap: it defines seconds() itself, which is weak in clock-weak.c. */
#include <stdio.h>
#include "clock.h"

static int mock_calls;

int seconds(void) {
  mock_calls++;
  return 1000;
}

int main(void) {
  int got = deadline();
  printf("deadline() called the real function %d times and the mock %d times\n", real_calls, mock_calls);
  return got == 1060 ? 0 : 1;
}
