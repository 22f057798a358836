/* Exit status: 0 right, 1 what stands behind the key was used as if it belonged to it, 3 anything else. */
#include <stdio.h>
#include <string.h>
void unmask(unsigned char *, unsigned long, const unsigned char *);

/* Far apart: where arrays may overlap, the vectorised loop is not taken. */
static struct {
  unsigned char key[4], after[60], apart[4096], bytes[96];
} from = {{1, 2, 3, 4}, {0}, {0}, {0}};

int main(void) {
  memset(from.after, 0xAA, sizeof from.after);
  unmask(from.bytes, sizeof from.bytes, from.key);
  int wrong = 0, after = 0;
  for (volatile int i = 0; i < 96; i++) {
    wrong += from.bytes[i] != from.key[i & 3];
    after += from.bytes[i] == 0xAA;
  }
  printf("unmasked: %s; bytes from behind the key: %s\n", wrong ? "wrong" : "right", after ? "some" : "none");
  if (after > 0 && wrong == after) return 1;
  return wrong ? 3 : 0;
}
