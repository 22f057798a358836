/* mload: runs a cross-linked x86_64 Mach-O program on x86-64 Linux, far enough to
 * see how its thread-local variables are aligned.
 *
 *   mload IMAGE             run main; the exit status is main's, or the signal's
 *   mload --skew N IMAGE    the same with each thread's block at 16n+N
 *   mload --layout IMAGE    print the thread-local layout as JSON, run nothing;
 *                           exit 1 if a variable is misaligned, 0 otherwise
 *   mload --template IMAGE  print, modulo 16, where the template begins, and where the
 *                           last section before it ends, rounded up to 8
 *   mload --dry-run IMAGE   load, fix up, run nothing
 *
 * An image it cannot load is refused with a message and exit 2.
 *
 * It works because x86-64 Linux and macOS share the System V calling convention.
 * What it emulates of dyld: mapping of segments and their protection; rebasing
 * and binding by LC_DYLD_INFO opcodes or chained fixups (<mach-o/loader.h>,
 * <mach-o/fixup-chains.h>); LC_MAIN; thread-local variables as in dyld's own source
 * (threadLocalVariables.c of dyld-360.18, libdyld/ThreadLocalVariables.cpp since
 * 2024): a thread's block is malloc(template size), the template is copied to its start.
 *
 * What it does not: other libraries than the functions of imports.c,
 * initialisers, Objective-C, exceptions, destructors of thread-locals, code
 * signatures, system calls of macOS, arm64 code (of which it reads the layout). */
#define _GNU_SOURCE
#include "image.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

enum mode { RUN, LAYOUT, TEMPLATE, DRY_RUN };

static struct span read_file(const char *path) {
  int file = open(path, O_RDONLY | O_CLOEXEC);
  struct stat info;
  if (file < 0 || fstat(file, &info)) refuse("%s: %s", path, strerror(errno));
  if (!S_ISREG(info.st_mode)) refuse("%s: not a file", path);
  size_t size = (size_t)info.st_size;
  uint8_t *bytes = malloc(size ? size : 1);
  if (!bytes) refuse("%s: no memory for %zu bytes", path, size);
  for (size_t done = 0; done < size;) {
    ssize_t count = read(file, bytes + done, size - done);
    if (count <= 0) refuse("%s: cannot read it: %s", path, count ? strerror(errno) : "it became shorter");
    done += (size_t)count;
  }
  close(file);
  return (struct span){bytes, size};
}

static void protect(const struct image *image) {
  for (size_t i = 0; i < image->segment_count; i++) {
    const struct segment *s = &image->segments[i];
    if (s->size == 0) continue;
    int protection = (s->protection & 1 ? PROT_READ : 0) | (s->protection & 2 ? PROT_WRITE : 0) |
                     (s->protection & 4 ? PROT_EXEC : 0);
    if (mprotect(at(image, s->address, s->size), s->size, protection))
      refuse("cannot protect a segment: %s", strerror(errno));
  }
}

static int run_main(const struct image *image) {
  if (!image->has_entry) refuse("the image has no LC_MAIN");
  const uint8_t *entry = at(image, image->header + image->entry_offset, 1);
  struct rlimit no_core = {0, 0};
  setrlimit(RLIMIT_CORE, &no_core);
  describe_faults(image);
  char *arguments[] = {"image", NULL}, *environment[] = {NULL};
  int (*function)(int, char **, char **, char **);
  memcpy(&function, &entry, sizeof function);
  int status = function(1, arguments, environment, environment);
  printf("main returned %d\n", status);
  return status & 0xff;
}

int main(int argc, char **argv) {
  enum mode mode = RUN;
  unsigned skew = 0;
  const char *path = NULL;
  for (int i = 1; i < argc; i++) {
    if (!strcmp(argv[i], "--layout")) mode = LAYOUT;
    else if (!strcmp(argv[i], "--template")) mode = TEMPLATE;
    else if (!strcmp(argv[i], "--dry-run")) mode = DRY_RUN;
    else if (!strcmp(argv[i], "--skew") && i + 1 < argc) skew = (unsigned)atoi(argv[++i]) % 16;
    else if (argv[i][0] != '-' && !path) path = argv[i];
    else refuse("unknown argument %s; usage: mload [--layout|--template|--dry-run] [--skew N] IMAGE", argv[i]);
  }
  if (!path) refuse("no image given; usage: mload [--layout|--template|--dry-run] [--skew N] IMAGE");

  struct image image = {0};
  parse(&image, read_file(path));
  map(&image);
  if (mode == TEMPLATE) {
    print_template(&image);
    return 0;
  }
  if (mode == LAYOUT) return print_layout(&image, skew) ? 0 : 1;
  if (image.cpu != CPU_X86_64) refuse("arm64 code cannot run here; --layout reads it");
  apply_fixups(&image);
  set_up_tls(&image, skew);
  protect(&image);
  return mode == DRY_RUN ? 0 : run_main(&image);
}
