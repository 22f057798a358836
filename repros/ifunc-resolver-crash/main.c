#include <stdio.h>
#include "sum.h"

int main(void) {
  puts("main runs");
  fflush(stdout);
  int values[] = {7, 14, 21};
  printf("the sum is %d\n", total(values, 3));
  return 0;
}
