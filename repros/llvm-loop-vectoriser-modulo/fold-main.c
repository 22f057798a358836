/* Exit status: 0 right, 1 the bytes behind the buffer were changed, 3 anything else. */
#include <stdio.h>
#include <string.h>
void fold(unsigned char *, const unsigned char *, unsigned long);

int main(void) {
  struct {
    unsigned char digest[16], after[64];
  } to;
  unsigned char bytes[96], expected[16] = {0};
  memset(&to, 0, sizeof to);
  memset(to.after, 0xAA, sizeof to.after);
  for (volatile int i = 0; i < 96; i++) {
    bytes[i] = (unsigned char)(i * 7 + 1);
    expected[i & 15] ^= bytes[i];
  }
  fold(to.digest, bytes, sizeof bytes);
  int wrong = memcmp(to.digest, expected, 16) != 0, after = 0;
  for (int i = 0; i < 64; i++)
    after |= to.after[i] != 0xAA;
  printf("digest: %s; bytes behind it: %s\n", wrong ? "wrong" : "right", after ? "overwritten" : "as before");
  if (wrong && after) return 1;
  return wrong || after ? 3 : 0;
}
