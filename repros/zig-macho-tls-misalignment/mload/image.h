/* A Mach-O image: what mload knows of it. Formats are those of Apple's
 * <mach-o/loader.h>, <mach-o/nlist.h> and <mach-o/fixup-chains.h>. */
#ifndef MLOAD_IMAGE_H
#define MLOAD_IMAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { CPU_X86_64 = 0x01000007, CPU_ARM64 = 0x0100000c };

/* Section types: the low byte of a section's flags. */
enum {
  MOD_INIT_FUNC_POINTERS = 0x09,
  THREAD_LOCAL_REGULAR = 0x11,
  THREAD_LOCAL_ZEROFILL = 0x12,
  THREAD_LOCAL_VARIABLES = 0x13,
  INIT_FUNC_OFFSETS = 0x16,
};

enum { MAX_SEGMENTS = 16, MAX_SECTIONS = 64, DESCRIPTOR_SIZE = 24 };

/* A part of the file; its bounds were checked against the file's. */
struct span {
  const uint8_t *at;
  size_t size;
};

struct segment {
  uint64_t address, size, file_offset, file_size;
  uint32_t protection; /* VM_PROT_READ 1, WRITE 2, EXECUTE 4 */
};

struct section {
  char name[17], segment[17];
  uint64_t address, size, align;
  uint32_t type;
};

struct symbol {
  const char *name; /* inside the file, ends inside it */
  uint64_t address;
  unsigned section; /* counted from 1, as the file does */
};

struct image {
  struct span file;
  uint32_t cpu;
  struct segment segments[MAX_SEGMENTS];
  size_t segment_count;
  struct section sections[MAX_SECTIONS];
  size_t section_count;
  struct symbol *symbols; /* those defined in a section */
  size_t symbol_count;
  struct span rebase, bind, weak_bind, lazy_bind, chained_fixups;
  bool has_entry;
  uint64_t entry_offset; /* from the header, as LC_MAIN has it */
  uint64_t header;       /* address of the Mach-O header */
  uint64_t low, high;    /* addresses [low, high) are mapped */
  uint8_t *base;         /* where `low` is mapped */
  uint64_t template_start, template_end; /* thread-local template; equal if none */
};

/* Says on stderr what is wrong with the image and exits 2. */
_Noreturn void refuse(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Reads a little-endian number at `offset` of `s`; refuses the image if it lies outside. */
uint16_t read16(struct span s, uint64_t offset);
uint32_t read32(struct span s, uint64_t offset);
uint64_t read64(struct span s, uint64_t offset);

/* The part of `s` at `offset`, or the string that starts there; refused if it leaves `s`. */
struct span part(struct span s, uint64_t offset, uint64_t size, const char *what);
const char *text(struct span s, uint64_t offset, const char *what);

/* Where the image's bytes [address, address + size) are mapped; refused outside the image. */
uint8_t *at(const struct image *image, uint64_t address, uint64_t size);

/* The symbol of sections[section] at exactly `address`, or the nearest one below; NULL without one. */
const struct symbol *symbol_at(const struct image *image, size_t section, uint64_t address);
const struct symbol *symbol_before(const struct image *image, uint64_t address);

/* image.c: reads the load commands, and copies the segments to fresh memory. */
void parse(struct image *image, struct span file);
void map(struct image *image);

/* fixups.c: dyld-info opcodes or chained fixups, whichever the image has. */
void apply_fixups(struct image *image);

/* imports.c: the address of an imported function; NULL where mload provides none. */
void *import(const char *name);
void tlv_bootstrap(void);

/* layout.c: prints the thread-local layout as JSON (true: every variable is aligned);
 * prints where the template begins and where it would by the sections before it. */
bool print_layout(const struct image *image, unsigned skew);
void print_template(const struct image *image);

/* The thread-local variable with the largest offset up to `offset` in the template. */
struct variable {
  const char *name;
  uint64_t offset;
};
struct variable variable_before(const struct image *image, uint64_t offset);

/* A variable's three words in __thread_vars. */
struct descriptor {
  uint64_t function, key, offset;
};
struct descriptor read_descriptor(const struct image *image, uint64_t address);

/* tls.c: gives the descriptors their meaning, with each thread's block moved up by
 * `skew` bytes; says which block of this thread, if any, holds an address. */
void set_up_tls(struct image *image, unsigned skew);
const uint8_t *block_with(uint64_t address);

/* fault.c: describes the signal on stdout, then lets it kill the process. */
void describe_faults(const struct image *image);

#endif
