/* A step: 5 below 5, and at most 4 from there on. With the bug it is 5 for all numbers. */
#include "verdict.h"

/* misbuilt:region bug */
__attribute__((noinline)) static int level(int a) { return a < 5 ? 5 : a > 4 ? 4 : a; }
/* misbuilt:endregion bug */

int main(void) {
  int wrong = 0, fives = 0;
  for (int a = 3; a < 8; a++) {
    int is = level(a);
    printf("%d gives %d\n", a, is);
    if (is != (a < 5 ? 5 : 4)) wrong++;
    if (is == 5) fives++;
  }
  return verdict(!wrong, fives == 5, "the second bound is gone");
}
