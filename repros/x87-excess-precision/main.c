/*
 * 0.9 / 0.1 is 9 as a double, and a little below 9 in 80 bits. Exit status: 0 the position lies in cell 9, 1 it does not.
 */
#include <stdio.h>
#include "cell.h"

int main(void) {
  volatile double position = 0.9, width = 0.1;
  volatile long double exact = (long double)position / width;
  volatile double rounded = position / width;
  int is = cell(position, width);
  printf("as a double 0.9 / 0.1 is %s; cell %d\n", rounded == 9 ? "9" : "not 9", is);
  if (is == 9 && rounded == 9) return puts("right"), 0;
  puts(is == (int)exact && rounded == 9 ? "the quotient had 80 bits" : "wrong in another way");
  return 1;
}
