/* Reading a Mach-O file. Nothing in the file is trusted: every offset, size and
 * count is checked before it is used, and a bad one ends in refuse(). */
#include "image.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum {
  MAGIC_64 = 0xfeedfacf,
  FILETYPE_EXECUTE = 2,
  HEADER_SIZE = 32,
  LC_SYMTAB = 0x02,
  LC_SEGMENT_64 = 0x19,
  LC_DYLD_INFO = 0x22,
  PAGE = 4096,
};
#define LC_REQ_DYLD 0x80000000u
#define LC_MAIN (0x28u | LC_REQ_DYLD)
#define LC_DYLD_CHAINED_FIXUPS (0x34u | LC_REQ_DYLD)
static const uint64_t max_span = 256u << 20;

_Noreturn void refuse(const char *format, ...) {
  va_list args;
  fflush(stdout);
  fputs("mload: ", stderr);
  va_start(args, format);
  vfprintf(stderr, format, args);
  va_end(args);
  fputc('\n', stderr);
  exit(2);
}

struct span part(struct span s, uint64_t offset, uint64_t size, const char *what) {
  if (offset > s.size || size > s.size - offset)
    refuse("bad image: %s leaves its place (offset %llu, size %llu, of %zu bytes)", what,
           (unsigned long long)offset, (unsigned long long)size, s.size);
  return (struct span){s.at + offset, size};
}

uint16_t read16(struct span s, uint64_t offset) {
  uint16_t value;
  memcpy(&value, part(s, offset, sizeof value, "a 16-bit number").at, sizeof value);
  return value;
}

uint32_t read32(struct span s, uint64_t offset) {
  uint32_t value;
  memcpy(&value, part(s, offset, sizeof value, "a 32-bit number").at, sizeof value);
  return value;
}

uint64_t read64(struct span s, uint64_t offset) {
  uint64_t value;
  memcpy(&value, part(s, offset, sizeof value, "a 64-bit number").at, sizeof value);
  return value;
}

const char *text(struct span s, uint64_t offset, const char *what) {
  if (offset >= s.size || !memchr(s.at + offset, 0, s.size - offset))
    refuse("bad image: %s has no end", what);
  return (const char *)s.at + offset;
}

uint8_t *at(const struct image *image, uint64_t address, uint64_t size) {
  if (address < image->low || address > image->high || size > image->high - address)
    refuse("bad image: address %#llx is outside it", (unsigned long long)address);
  return image->base + (address - image->low);
}

const struct symbol *symbol_before(const struct image *image, uint64_t address) {
  const struct symbol *best = NULL;
  for (size_t i = 0; i < image->symbol_count; i++) {
    const struct symbol *s = &image->symbols[i];
    if (s->address <= address && (!best || s->address >= best->address)) best = s;
  }
  return best;
}

const struct symbol *symbol_at(const struct image *image, size_t section, uint64_t address) {
  for (size_t i = 0; i < image->symbol_count; i++) {
    const struct symbol *s = &image->symbols[i];
    if (s->address == address && s->section == section + 1) return s;
  }
  return NULL;
}

static void parse_section(struct image *image, const struct segment *segment, struct span s) {
  if (image->section_count == MAX_SECTIONS) refuse("more than %d sections", MAX_SECTIONS);
  struct section *section = &image->sections[image->section_count++];
  memcpy(section->name, s.at, 16);
  memcpy(section->segment, s.at + 16, 16);
  section->address = read64(s, 32);
  section->size = read64(s, 40);
  uint32_t log2_align = read32(s, 52);
  section->type = read32(s, 64) & 0xff;
  if (log2_align > 15) refuse("bad image: a section's alignment is 2^%u", log2_align);
  section->align = 1ull << log2_align;
  if (section->address < segment->address || section->address - segment->address > segment->size ||
      section->size > segment->size - (section->address - segment->address))
    refuse("bad image: section %zu leaves its segment", image->section_count);
  if (section->type == MOD_INIT_FUNC_POINTERS || section->type == INIT_FUNC_OFFSETS)
    refuse("the image has initialisers, which mload does not run");
  if (section->type == THREAD_LOCAL_VARIABLES && section->size % DESCRIPTOR_SIZE)
    refuse("bad image: the thread-local descriptors are not %d bytes each", DESCRIPTOR_SIZE);
  if (section->type == THREAD_LOCAL_REGULAR || section->type == THREAD_LOCAL_ZEROFILL) {
    bool first = image->template_start == image->template_end;
    if (first || section->address < image->template_start) image->template_start = section->address;
    if (first || section->address + section->size > image->template_end)
      image->template_end = section->address + section->size;
  }
}

static void parse_segment(struct image *image, struct span command) {
  struct segment segment = {.address = read64(command, 24),
                            .size = read64(command, 32),
                            .file_offset = read64(command, 40),
                            .file_size = read64(command, 48),
                            .protection = read32(command, 60)};
  if (image->segment_count == MAX_SEGMENTS) refuse("more than %d segments", MAX_SEGMENTS);
  if (segment.protection == 0 && segment.file_size == 0) { /* __PAGEZERO: counted, not mapped */
    image->segments[image->segment_count++] = (struct segment){0};
    return;
  }
  part(image->file, segment.file_offset, segment.file_size, "a segment");
  if (segment.address % PAGE || segment.file_size > segment.size || segment.size == 0 ||
      segment.size > max_span || segment.address > UINT64_MAX / 2)
    refuse("bad image: a segment's address or size cannot be");
  segment.size = (segment.size + PAGE - 1) / PAGE * PAGE;
  if (image->high == 0 || segment.address < image->low) image->low = segment.address;
  if (segment.address + segment.size > image->high) image->high = segment.address + segment.size;
  if (segment.file_offset == 0 && segment.file_size) image->header = segment.address;
  image->segments[image->segment_count++] = segment;
  uint32_t count = read32(command, 64);
  for (uint32_t i = 0; i < count; i++)
    parse_section(image, &segment, part(command, 72 + 80ull * i, 80, "a section"));
}

static void parse_symbols(struct image *image, struct span command) {
  uint32_t count = read32(command, 12);
  struct span entries = part(image->file, read32(command, 8), 16ull * count, "the symbol table");
  struct span names = part(image->file, read32(command, 16), read32(command, 20), "the string table");
  free(image->symbols);
  image->symbol_count = 0;
  image->symbols = calloc(count ? count : 1, sizeof *image->symbols);
  if (!image->symbols) refuse("no memory for %u symbols", count);
  for (uint32_t i = 0; i < count; i++) {
    uint8_t type = entries.at[16ull * i + 4];
    bool debug = type & 0xe0, in_section = (type & 0x0e) == 0x0e;
    if (debug || !in_section) continue;
    image->symbols[image->symbol_count++] =
        (struct symbol){.name = text(names, read32(entries, 16ull * i), "a symbol's name"),
                        .address = read64(entries, 16ull * i + 8),
                        .section = entries.at[16ull * i + 5]};
  }
}

static struct span linkedit(const struct image *image, struct span command, uint64_t offset) {
  return part(image->file, read32(command, offset), read32(command, offset + 4), "fixup data");
}

void parse(struct image *image, struct span file) {
  image->file = file;
  if (file.size < HEADER_SIZE || read32(file, 0) != MAGIC_64)
    refuse("not a 64-bit Mach-O file (of a universal binary, give one architecture)");
  image->cpu = read32(file, 4);
  if (image->cpu != CPU_X86_64 && image->cpu != CPU_ARM64)
    refuse("neither x86_64 nor arm64 (CPU type %#x)", image->cpu);
  if (read32(file, 12) != FILETYPE_EXECUTE) refuse("not an executable (file type %u)", read32(file, 12));
  uint32_t count = read32(file, 16);
  struct span commands = part(file, HEADER_SIZE, read32(file, 20), "the load commands");
  uint64_t offset = 0;
  for (uint32_t i = 0; i < count; i++) {
    uint32_t kind = read32(commands, offset), size = read32(commands, offset + 4);
    if (size < 8) refuse("bad image: load command %u is %u bytes", i, size);
    struct span command = part(commands, offset, size, "a load command");
    if (kind == LC_SEGMENT_64) parse_segment(image, command);
    if (kind == LC_SYMTAB) parse_symbols(image, command);
    if (kind == LC_DYLD_INFO || kind == (LC_DYLD_INFO | LC_REQ_DYLD)) {
      image->rebase = linkedit(image, command, 8);
      image->bind = linkedit(image, command, 16);
      image->weak_bind = linkedit(image, command, 24);
      image->lazy_bind = linkedit(image, command, 32);
    }
    if (kind == LC_DYLD_CHAINED_FIXUPS) image->chained_fixups = linkedit(image, command, 8);
    if (kind == LC_MAIN) {
      image->has_entry = true;
      image->entry_offset = read64(command, 8);
    }
    offset += size;
  }
  if (image->high == 0) refuse("bad image: no segments");
  if (image->high - image->low > max_span) refuse("bad image: its segments are too far apart");
}

void map(struct image *image) {
  image->base = mmap(NULL, image->high - image->low, PROT_READ | PROT_WRITE,
                     MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (image->base == MAP_FAILED) refuse("cannot map the image: %s", strerror(errno));
  for (size_t i = 0; i < image->segment_count; i++) {
    const struct segment *s = &image->segments[i];
    if (s->file_size == 0) continue;
    struct span bytes = part(image->file, s->file_offset, s->file_size, "a segment");
    memcpy(at(image, s->address, s->file_size), bytes.at, bytes.size);
  }
}
