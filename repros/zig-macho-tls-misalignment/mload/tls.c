/* Thread-local variables as dyld has them. A descriptor is three words: a
 * function, a key, and the variable's offset in its thread's block. Code calls
 * the function with the descriptor in %rdi and gets the address in %rax, with
 * every other register kept. The block comes from malloc, and is a copy of the
 * template: the image from its first thread-local section to its last one's end. */
#include "image.h"

#include <stdlib.h>
#include <string.h>

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

const uint8_t *block_with(uint64_t address) {
  uint64_t start = (uint64_t)(uintptr_t)block;
  return block && address >= start && address - start < template.size ? block : NULL;
}
