/* Exit status: 0 right, 1 the bytes behind the buffer were changed, 3 anything else. */
#include <stdio.h>
#include <string.h>
void fold(unsigned char *, const unsigned char *, unsigned long);

/* Far apart: where arrays may overlap, the vectorised loop is not taken. */
static struct {
  unsigned char digest[16], after[64], apart[4096], bytes[96];
} to;

int main(void) {
  unsigned char expected[16] = {0};
  memset(to.after, 0xAA, sizeof to.after);
  for (volatile int i = 0; i < 96; i++) {
    to.bytes[i] = (unsigned char)(i * 7 + 1);
    expected[i & 15] ^= to.bytes[i];
  }
  fold(to.digest, to.bytes, sizeof to.bytes);
  int wrong = memcmp(to.digest, expected, 16) != 0, after = 0;
  for (int i = 0; i < 64; i++)
    after |= to.after[i] != 0xAA;
  printf("digest: %s; bytes behind it: %s\n", wrong ? "wrong" : "right", after ? "overwritten" : "as before");
  if (wrong && after) return 1;
  return wrong || after ? 3 : 0;
}
