/*
 * Asks how many of four values are numbers: one of them is the NaN that strtod reads. This file is compiled without fast math,
 * so that its own check is right. Exit status: 0 three, 1 any other count.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include "filter.h"

int main(void) {
  double values[] = {1, strtod("nan", 0), 3, 4};
  int found = numbers(values, 4);
  printf("%d of 4 values are numbers\n", found);
  if (found == 3) return puts("NaN was found"), 0;
  if (found == 4 && isnan(values[1])) puts("isnan of NaN was false");
  return 1;
}
