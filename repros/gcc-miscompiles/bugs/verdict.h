/* What a program of this folder prints last. Exit status: 0 right, 1 wrong. */
#include <stdio.h>

static inline int verdict(int right, int as_by_the_bug, const char *what) {
  if (right) {
    puts("right");
    return 0;
  }
  if (as_by_the_bug)
    printf("miscompiled: %s\n", what);
  else
    puts("wrong in another way");
  return 1;
}
