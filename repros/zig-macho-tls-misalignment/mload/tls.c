/* Thread-local variables as dyld has them. A descriptor is three words: a
 * function, a key, and the variable's offset in its thread's block. Code calls
 * the function with the descriptor in %rdi and gets the address in %rax, with
 * every other register kept. The block comes from malloc, and is a copy of the
 * template: the image from its first thread-local section to its last one's end. */
#include "image.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct descriptor {
  uint64_t function, key, offset;
};
_Static_assert(sizeof(struct descriptor) == DESCRIPTOR_SIZE, "as the image has them");

static struct span template;
static unsigned block_skew;
static _Thread_local uint8_t *block;

/* Called from the assembly below, on the first access of a thread and on each later one. */
__attribute__((used)) static void *thread_block(void) {
  if (block) return block;
  uint8_t *memory = malloc(template.size + block_skew);
  if (!memory) refuse("no memory for a thread's block");
  if ((uintptr_t)memory % 16) refuse("this machine's malloc is not 16-aligned, unlike macOS's");
  block = memory + block_skew;
  memcpy(block, template.at, template.size);
  return block;
}

/* Saves what a C function may clobber, x87 and SSE state with fxsave. The upper
 * halves of AVX registers are not kept: build the image for plain x86-64. */
extern void variable_address(void);
__asm__(".text\n"
        ".type variable_address, @function\n"
        "variable_address:\n"
        "  push %rbp\n  mov %rsp, %rbp\n"
        "  push %rdi\n  push %rsi\n  push %rdx\n  push %rcx\n"
        "  push %r8\n  push %r9\n  push %r10\n  push %r11\n"
        "  sub $512, %rsp\n  and $-16, %rsp\n"
        "  fxsave64 (%rsp)\n"
        "  call thread_block\n"
        "  fxrstor64 (%rsp)\n"
        "  lea -64(%rbp), %rsp\n"
        "  pop %r11\n  pop %r10\n  pop %r9\n  pop %r8\n"
        "  pop %rcx\n  pop %rdx\n  pop %rsi\n  pop %rdi\n  pop %rbp\n"
        "  add 16(%rdi), %rax\n  ret\n"
        ".size variable_address, . - variable_address\n");

static struct descriptor read_descriptor(const struct image *image, uint64_t address) {
  struct descriptor d;
  memcpy(&d, at(image, address, sizeof d), sizeof d);
  if (d.offset >= image->template_end - image->template_start)
    refuse("bad image: a thread-local variable lies outside the template");
  return d;
}

void set_up_tls(struct image *image, unsigned skew) {
  block_skew = skew;
  template.size = image->template_end - image->template_start;
  template.at = at(image, image->template_start ? image->template_start : image->low, template.size);
  for (size_t i = 0; i < image->section_count; i++) {
    const struct section *s = &image->sections[i];
    if (s->type != THREAD_LOCAL_VARIABLES) continue;
    for (uint64_t a = s->address; a < s->address + s->size; a += DESCRIPTOR_SIZE) {
      struct descriptor d = read_descriptor(image, a);
      if (d.function != (uint64_t)(uintptr_t)tlv_bootstrap)
        refuse("bad image: a descriptor is not bound to __tlv_bootstrap");
      d.function = (uint64_t)(uintptr_t)variable_address;
      memcpy(at(image, a, sizeof d), &d, sizeof d);
    }
  }
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
