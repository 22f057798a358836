/*
 * Decodes a message of bytes. A field that lies behind the end of the buffer is 0, as when the sender is older. With the bug
 * the 0 is not stored, as if the copy, which is of no bytes here, always filled `value`. The field reads as what lies on the stack:
 * the item before it, where each `value` has the same place, and else what scribble() left there.
 */
#include <stdint.h>
#include <string.h>
#include "verdict.h"

static inline size_t least(size_t a, size_t b) { return a < b ? a : b; }

static inline void copy_bits(void *to, size_t bits, const uint8_t *from, size_t offset) {
  uint8_t *out = to;
  if (offset % 8 == 0) {
    size_t rest = bits % 8;
    memmove(out, from + offset / 8, bits / 8);
    if (rest > 0) {
      uint8_t mask = (uint8_t)((1u << rest) - 1);
      out[bits / 8] = (uint8_t)((out[bits / 8] & ~mask) | (from[offset / 8 + bits / 8] & mask));
    }
  } else {
    for (size_t i = 0; i < bits; i++)
      if (from[(offset + i) / 8] >> (offset + i) % 8 & 1) out[i / 8] |= (uint8_t)(1u << i % 8);
  }
}

/* misbuilt:region bug */
static inline uint8_t get_byte(const uint8_t *buffer, size_t bytes, size_t offset) {
  uint8_t value = 0;
  size_t left = bytes * 8 - least(bytes * 8, offset);
  copy_bits(&value, least(8, left), buffer, offset);
  return value;
}
/* misbuilt:endregion bug */

struct message {
  uint8_t count, item[4], flags;
};

__attribute__((noipa)) int decode(struct message *m, const uint8_t *buffer, size_t bytes);
int decode(struct message *m, const uint8_t *buffer, size_t bytes) {
  size_t offset = 0;
  m->count = get_byte(buffer, bytes, offset), offset += 8;
  if (m->count > 4) return -1;
  for (size_t i = 0; i < m->count; i++) m->item[i] = get_byte(buffer, bytes, offset), offset += 8;
  m->flags = get_byte(buffer, bytes, offset);
  return 0;
}

__attribute__((noipa)) void scribble(void);
void scribble(void) {
  volatile unsigned char old[512];
  for (size_t i = 0; i < sizeof old; i++) old[i] = 0x7e;
}

int main(void) {
  const uint8_t sent[] = {3, 0x11, 0x22, 0x33};
  struct message m = {0};
  scribble();
  decode(&m, sent, sizeof sent);
  printf("3 items were sent and no flags; read: %u items %#x %#x %#x, flags %#x\n", m.count, m.item[0], m.item[1], m.item[2], m.flags);
  int items = m.count == 3 && m.item[0] == 0x11 && m.item[1] == 0x22 && m.item[2] == 0x33;
  return verdict(items && m.flags == 0, items && (m.flags == 0x33 || m.flags == 0x7e), "a field that was not sent reads as what lay on the stack");
}
