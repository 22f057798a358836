/*
 * Writes a number from right to left into the end of a buffer, and copies it out with strncpy. The copy ends at the 0, so it
 * reads nothing that was not written. With the bug, stores before the call are dropped, and other bytes are copied. A call of
 * strncpy by a pointer, which the compiler cannot see through, shows that the program itself is right.
 */
#include <string.h>
#include "verdict.h"

static char direct[32], indirect[32];
static char *(*volatile copy)(char *, const char *, size_t) = strncpy;

/* misbuilt:region bug */
__attribute__((noinline)) static void format(unsigned value) {
  char digits[12];
  int i = sizeof digits - 1;
  digits[i] = 0;
  do digits[--i] = (char)('0' + value % 10);
  while (value /= 10);
  strncpy(direct, digits + i, sizeof direct - 1);
}
/* misbuilt:endregion bug */

__attribute__((noinline)) static void format_by_pointer(unsigned value) {
  char digits[12];
  int i = sizeof digits - 1;
  digits[i] = 0;
  do digits[--i] = (char)('0' + value % 10);
  while (value /= 10);
  copy(indirect, digits + i, sizeof indirect - 1);
}

int main(void) {
  format(4711);
  format_by_pointer(4711);
  int right = !strcmp(direct, "4711"), by_pointer = !strcmp(indirect, "4711");
  printf("4711 is copied %s by strncpy, and %s by a pointer to it\n", right ? "right" : "wrong", by_pointer ? "right" : "wrong");
  return verdict(right && by_pointer, by_pointer, "strncpy copied bytes that the program did not write");
}
