/* A program that uses a library, which uses another one. Exit status: 0 it plays, 1 the second one was refused late. */
#include <stdio.h>

int decode(void);

int main(void) {
  int value = decode();
  if (value < 0) return 1;
  printf("decoded %d\n", value);
  return 0;
}
