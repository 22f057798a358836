// What compilers make of code whose meaning the standard does not define.
#include "rows.h"

extern "C" int row_missing_return(int seven) {
  if (seven != 7) return 1;
}

extern "C" int row_overflow(int seven) {
  int largest = 0x7fffffff;
  asm("" : "+r"(largest));
  return largest + seven;
}
