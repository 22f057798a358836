/* Prints what data.txt had in it when this file was compiled. */
#include <stdio.h>

__asm__(".section .rodata\n"
        "data: .incbin \"data.txt\"\n"
        "data_end: .text\n");
extern const char data[], data_end[];

int main(void) {
  printf("%.*s\n", (int)(data_end - data), data);
  return 0;
}
