/*
 * Adds up sixteen doubles, each a power of ten, so that the digits of the sum say how often each was added. All sums are exact:
 * no order of adding may change them. With the bug, one term of each row is added twice.
 */
#include <string.h>
#include "verdict.h"

struct row {
  double x, y, z, w;
};

/* misbuilt:region bug */
__attribute__((noinline)) static double sum(const struct row *rows) {
  double s = 0;
  for (int i = 0; i < 4; i++) {
    s += rows[i].y;
    s += rows[i].x;
    s += rows[i].w;
    s += rows[i].z;
  }
  return s;
}
/* misbuilt:endregion bug */

int main(void) {
  const struct row rows[4] = {{1, 1e1, 1e2, 1e3}, {1e4, 1e5, 1e6, 1e7}, {1e8, 1e9, 1e10, 1e11}, {1e12, 1e13, 1e14, 1e15}};
  char text[32];
  snprintf(text, sizeof text, "%.0f", sum(rows));
  printf("the sum of 1, 10, 100 ... 1e15 is %s\n", text);
  int ones_and_twos = strlen(text) == 16 && strspn(text, "12") == 16;
  return verdict(!strcmp(text, "1111111111111111"), ones_and_twos, "terms were added twice");
}
