/* Prints what the other file says about who wrote it. */
#include <stdio.h>

extern const char said[];

int main(void) {
  puts(said);
  return 0;
}
