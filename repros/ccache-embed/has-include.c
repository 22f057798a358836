/* Prints whether settings.h was there when this file was compiled. */
#include <stdio.h>

#if __has_include("settings.h")
#include "settings.h"
#else
#define SETTING "old"
#endif

int main(void) {
  puts(SETTING);
  return 0;
}
