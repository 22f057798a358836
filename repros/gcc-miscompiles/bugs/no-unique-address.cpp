// A member of 25 bits with [[no_unique_address]], and a byte after it. With the bug the byte lies on the highest bits of the member.
#include "verdict.h"

struct flags {
  flags() : kind(0), mask(0) {}
  unsigned kind : 5;
  unsigned mask : 20;
};

#ifndef WITHOUT
/* misbuilt:region bug */
struct node {
  [[no_unique_address]] flags bits;
  unsigned char level = 7;
};
/* misbuilt:endregion bug */
#else
/* misbuilt:region without */
// MB0020: GCC 12.2 puts level on bits of a member with [[no_unique_address]] and bit-fields.
struct node {
  flags bits;
  unsigned char level = 7;
};
/* misbuilt:endregion without */
#endif

int main() {
  node n;
  n.bits.mask = 1u << 19;
  n.level = 0;
  unsigned mask = n.bits.mask;
  printf("sizeof(node) is %zu; the mask was 0x80000, and after level = 0 it is %#x\n", sizeof n, mask);
  return verdict(mask == 1u << 19, mask == 0 && sizeof n == 4, "the next member lies on the bit-field");
}
