/*
 * A test that is linked with --wrap=seconds, so that deadline() should call the mock. Exit status: 0 it does, 1 it calls the
 * real function. __real_seconds exists only where --wrap is in force.
 */
#include <stdio.h>
#include "clock.h"

int __real_seconds(void);
static int mock_calls;

int __wrap_seconds(void) {
  mock_calls++;
  return 1000;
}

int main(void) {
  printf("__real_seconds() returns %d\n", __real_seconds());
  real_calls = 0;
  int got = deadline();
  printf("deadline() called the real function %d times and the mock %d times\n", real_calls, mock_calls);
  return got == 1060 ? 0 : 1;
}
