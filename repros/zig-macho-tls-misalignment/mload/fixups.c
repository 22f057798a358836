/* What dyld does to an image's pointers before main: slide those that point
 * into the image, bind those that point out of it. */
#include "image.h"

#include <string.h>

/* Opcodes of LC_DYLD_INFO are a byte: operation above, immediate below. */
struct cursor {
  struct span data;
  uint64_t offset;
};

static uint8_t next(struct cursor *c) { return part(c->data, c->offset++, 1, "an opcode").at[0]; }

static uint64_t uleb128(struct cursor *c) {
  uint64_t value = 0;
  for (unsigned shift = 0;; shift += 7) {
    uint8_t byte = next(c);
    if (shift > 63) refuse("bad image: a LEB128 number is too long");
    value |= (uint64_t)(byte & 0x7f) << shift;
    if (!(byte & 0x80)) return value;
  }
}

static uint64_t sleb128(struct cursor *c) {
  uint64_t value = 0;
  for (unsigned shift = 0;;) {
    uint8_t byte = next(c);
    if (shift > 63) refuse("bad image: a LEB128 number is too long");
    value |= (uint64_t)(byte & 0x7f) << shift;
    shift += 7;
    if (byte & 0x80) continue;
    return shift < 64 && (byte & 0x40) ? value | ~0ull << shift : value;
  }
}

/* A repeat count may be huge and its stride nothing, so fixups are counted. */
static uint64_t budget;

static void store(struct image *image, uint64_t address, uint64_t value) {
  if (budget-- == 0) refuse("bad image: more fixups than pointers");
  memcpy(at(image, address, 8), &value, 8);
}

static uint64_t mapped(const struct image *image, uint64_t address) {
  return (uint64_t)(uintptr_t)at(image, address, 0);
}

static void rebase(struct image *image, uint64_t address) {
  uint64_t value;
  memcpy(&value, at(image, address, 8), 8);
  store(image, address, mapped(image, value));
}

static uint64_t segment_address(const struct image *image, uint64_t index) {
  if (index >= image->segment_count || image->segments[index].size == 0)
    refuse("bad image: no segment %llu to fix up", (unsigned long long)index);
  return image->segments[index].address;
}

/* An import, or the image's own definition: C++ binds its inline variables weakly. */
static uint64_t resolve(const struct image *image, const char *name) {
  void *found = import(name);
  if (found) return (uint64_t)(uintptr_t)found;
  for (size_t i = 0; i < image->symbol_count; i++)
    if (!strcmp(image->symbols[i].name, name)) return mapped(image, image->symbols[i].address);
  refuse("the image imports %s, which mload does not provide", name);
}

static void rebase_opcodes(struct image *image) {
  struct cursor c = {image->rebase, 0};
  uint64_t address = 0;
  while (c.offset < c.data.size) {
    uint8_t byte = next(&c), immediate = byte & 0x0f;
    uint64_t count = 1, skip = 0;
    switch (byte & 0xf0) {
    case 0x00: return;
    case 0x10: if (immediate != 1) refuse("bad image: rebase type %u", immediate); continue;
    case 0x20: address = segment_address(image, immediate) + uleb128(&c); continue;
    case 0x30: address += uleb128(&c); continue;
    case 0x40: address += 8ull * immediate; continue;
    case 0x50: count = immediate; break;
    case 0x60: count = uleb128(&c); break;
    case 0x70: skip = uleb128(&c); break;
    case 0x80: count = uleb128(&c); skip = uleb128(&c); break;
    default: refuse("bad image: rebase opcode %#x", byte);
    }
    for (; count > 0; count--, address += 8 + skip) rebase(image, address);
  }
}

/* In the lazy table DONE ends one symbol, elsewhere it ends the table. */
static void bind_opcodes(struct image *image, struct span data, bool lazy) {
  struct cursor c = {data, 0};
  uint64_t address = 0, addend = 0;
  const char *name = "";
  while (c.offset < c.data.size) {
    uint8_t byte = next(&c), immediate = byte & 0x0f;
    uint64_t count = 1, skip = 0;
    switch (byte & 0xf0) {
    case 0x00: if (lazy) continue; return;
    case 0x10: case 0x30: continue; /* which library: imports are looked up by name alone */
    case 0x20: uleb128(&c); continue;
    case 0x40: name = text(c.data, c.offset, "an import's name"); c.offset += strlen(name) + 1; continue;
    case 0x50: if (immediate != 1) refuse("bad image: bind type %u", immediate); continue;
    case 0x60: addend = sleb128(&c); continue;
    case 0x70: address = segment_address(image, immediate) + uleb128(&c); continue;
    case 0x80: address += uleb128(&c); continue;
    case 0x90: break;
    case 0xa0: skip = uleb128(&c); break;
    case 0xb0: skip = 8ull * immediate; break;
    case 0xc0: count = uleb128(&c); skip = uleb128(&c); break;
    default: refuse("bad image: bind opcode %#x", byte);
    }
    for (; count > 0; count--, address += 8 + skip) store(image, address, resolve(image, name) + addend);
  }
}

/* One pointer of a chain: a bind (bit 63) of an import, or a rebase. */
static uint64_t chained_target(struct image *image, uint64_t pointer, unsigned format) {
  struct span fixups = image->chained_fixups;
  if (pointer >> 63) {
    uint32_t entry = read32(fixups, (uint64_t)read32(fixups, 8) + 4 * (pointer & 0xffffff));
    uint64_t name = (uint64_t)read32(fixups, 12) + (entry >> 9);
    return resolve(image, text(fixups, name, "an import's name")) + ((pointer >> 24) & 0xff);
  }
  uint64_t target = pointer & 0xfffffffffull;
  return mapped(image, format == 6 ? image->header + target : target);
}

static void chained(struct image *image) {
  struct span fixups = image->chained_fixups;
  if (read32(fixups, 0) != 0 || read32(fixups, 20) != 1 || read32(fixups, 24) != 0)
    refuse("the image has a kind of chained fixups that mload does not know");
  uint64_t starts = read32(fixups, 4);
  uint32_t segments = read32(fixups, starts);
  for (uint32_t s = 0; s < segments; s++) {
    uint64_t info = read32(fixups, starts + 4 + 4ull * s);
    if (info == 0) continue;
    info += starts;
    unsigned page_size = read16(fixups, info + 4), format = read16(fixups, info + 6);
    if (format != 2 && format != 6) refuse("chained pointer format %u is not known to mload", format);
    for (unsigned page = 0; page < read16(fixups, info + 20); page++) {
      unsigned start = read16(fixups, info + 22 + 2ull * page);
      if (start == 0xffff) continue;
      uint64_t address = segment_address(image, s) + (uint64_t)page * page_size + start;
      for (uint64_t pointer, step;; address += 4 * step) {
        memcpy(&pointer, at(image, address, 8), 8);
        step = (pointer >> 51) & 0xfff;
        store(image, address, chained_target(image, pointer, format));
        if (step == 0) break;
      }
    }
  }
}

void apply_fixups(struct image *image) {
  budget = (image->high - image->low) / 4;
  if (image->chained_fixups.size) chained(image);
  rebase_opcodes(image);
  bind_opcodes(image, image->bind, false);
  bind_opcodes(image, image->lazy_bind, true);
  bind_opcodes(image, image->weak_bind, false);
}
