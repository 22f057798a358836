/* Where the thread-local variables lie: read from the image, before anything runs. */
#include "image.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

_Static_assert(sizeof(struct descriptor) == DESCRIPTOR_SIZE, "as the image has them");

struct descriptor read_descriptor(const struct image *image, uint64_t address) {
  struct descriptor d;
  memcpy(&d, at(image, address, sizeof d), sizeof d);
  if (d.offset >= image->template_end - image->template_start)
    refuse("bad image: a thread-local variable lies outside the template");
  return d;
}

/* Names come from the file: only what needs no escape in JSON is kept. */
static void print_name(const char *name) {
  putchar('"');
  for (; *name; name++) putchar(*name > ' ' && *name < 127 && *name != '"' && *name != '\\' ? *name : '?');
  putchar('"');
}

static const struct section *home(const struct image *image, uint64_t address) {
  for (size_t i = 0; i < image->section_count; i++) {
    const struct section *s = &image->sections[i];
    if ((s->type == THREAD_LOCAL_REGULAR || s->type == THREAD_LOCAL_ZEROFILL) && address >= s->address &&
        address - s->address < s->size)
      return s;
  }
  refuse("bad image: a thread-local variable lies in no section");
}

/* The alignment a variable has in the image, as far as its section promises any:
 * what it should still have in a thread's block. */
static uint64_t promised(const struct section *section, uint64_t address) {
  uint64_t lowest_bit = address & -address;
  return lowest_bit && lowest_bit < section->align ? lowest_bit : section->align;
}

bool print_layout(const struct image *image, unsigned skew) {
  uint64_t start = image->template_start;
  bool aligned = true;
  printf("{\"arch\":\"%s\",\"template\":{\"base\":%" PRIu64 ",\"size\":%" PRIu64 "},\"sections\":[",
         image->cpu == CPU_X86_64 ? "x86_64" : "aarch64", start, image->template_end - start);
  const char *comma = "";
  for (size_t i = 0; i < image->section_count; i++) {
    const struct section *s = &image->sections[i];
    if (s->type < THREAD_LOCAL_REGULAR || s->type > THREAD_LOCAL_VARIABLES) continue;
    printf("%s{\"segment\":", comma);
    print_name(s->segment);
    printf(",\"section\":");
    print_name(s->name);
    printf(",\"address\":%" PRIu64 ",\"size\":%" PRIu64 ",\"align\":%" PRIu64 "}", s->address, s->size, s->align);
    comma = ",";
  }
  printf("],\"variables\":[");
  comma = "";
  for (size_t i = 0; i < image->section_count; i++) {
    const struct section *s = &image->sections[i];
    if (s->type != THREAD_LOCAL_VARIABLES) continue;
    for (uint64_t a = s->address; a < s->address + s->size; a += DESCRIPTOR_SIZE) {
      uint64_t offset = read_descriptor(image, a).offset;
      const struct section *in = home(image, start + offset);
      const struct symbol *symbol = symbol_at(image, i, a);
      uint64_t align = promised(in, start + offset);
      bool misaligned = (offset + skew) % align != 0;
      if (misaligned) aligned = false;
      printf("%s{\"name\":", comma);
      print_name(symbol ? symbol->name : "?");
      printf(",\"section\":");
      print_name(in->name);
      printf(",\"offset\":%" PRIu64 ",\"align\":%" PRIu64 ",\"misaligned\":%s}", offset, align,
             misaligned ? "true" : "false");
      comma = ",";
    }
  }
  printf("]}\n");
  return aligned;
}

struct variable variable_before(const struct image *image, uint64_t offset) {
  struct variable found = {"?", 0};
  for (size_t i = 0; i < image->section_count; i++) {
    const struct section *s = &image->sections[i];
    if (s->type != THREAD_LOCAL_VARIABLES) continue;
    for (uint64_t a = s->address; a < s->address + s->size; a += DESCRIPTOR_SIZE) {
      uint64_t start = read_descriptor(image, a).offset;
      const struct symbol *symbol = symbol_at(image, i, a);
      if (start <= offset && start >= found.offset) found = (struct variable){symbol ? symbol->name : "?", start};
    }
  }
  return found;
}

/* Two numbers modulo 16: the template's start, and the next multiple of 8 after the last
 * section before it. The second shows whether a sweep of layouts moved anything at all. */
void print_template(const struct image *image) {
  uint64_t start = image->template_start, before = 0;
  for (size_t i = 0; i < image->section_count; i++) {
    const struct section *s = &image->sections[i];
    uint64_t end = s->address + s->size;
    if (end <= start && end > before) before = end;
  }
  printf("%d %d\n", (int)(start % 16), (int)((before + 7) / 8 * 8 % 16));
}
