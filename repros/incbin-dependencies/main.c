/* Prints the bytes that were embedded. */
#include <stdio.h>

#ifdef EMBED
extern const unsigned char blob[];
extern const unsigned long blob_size;
#else
extern const unsigned char blob[], blob_end[];
#define blob_size ((unsigned long)(blob_end - blob))
#endif

int main(void) {
  printf("%.*s\n", (int)blob_size, (const char *)blob);
  return 0;
}
