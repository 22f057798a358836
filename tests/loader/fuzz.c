/* Feeds mload mutated images, each in a process of its own.
 *
 *   fuzz IMAGE COUNT
 *
 * mload may load an image (exit 0; 1 if its layout is misaligned) or refuse it (2).
 * Anything else is its own fault: fuzz prints the number of the mutation with what
 * mload said, and exits 1. The generator is seeded by that number, so it can be repeated. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

int mload_main(int argc, char **argv); /* mload.c, its main renamed */

/* A sanitizer's report must not look like mload's own exit 1. */
const char *__asan_default_options(void) { return "exitcode=99:detect_leaks=0"; }
const char *__ubsan_default_options(void) { return "exitcode=99"; }

static uint64_t state;

static uint64_t chance(uint64_t below) { /* splitmix64 */
  uint64_t z = state += 0x9e3779b97f4a7c15;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
  z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
  return (z ^ (z >> 31)) % below;
}

static uint64_t interesting(uint64_t size) {
  const uint64_t values[] = {0, 1, 7, 8, 0x7f, 0xff, 0xffff, 0x7fffffff, 0xffffffff, size - 1, size, size + 1,
                             size / 2, 0x100000000, 0x7fffffffffffffff, 0xffffffffffffffff, 0xfffffffffffff000};
  return values[chance(sizeof values / sizeof *values)];
}

/* Where __LINKEDIT begins in the file: fixups and symbols are its first kilobyte. */
static size_t linkedit(const uint8_t *image) {
  uint32_t count, size;
  memcpy(&count, image + 16, sizeof count);
  for (size_t command = 32; count--; command += size) {
    memcpy(&size, image + command + 4, sizeof size);
    if (strcmp((const char *)image + command + 8, "__LINKEDIT")) continue;
    uint64_t offset;
    memcpy(&offset, image + command + 40, sizeof offset);
    return (size_t)offset;
  }
  return 0;
}

/* Changes `image` in one of six ways; returns its new size. */
static size_t mutate(uint8_t *image, size_t size) {
  uint32_t commands;
  memcpy(&commands, image + 20, sizeof commands);
  size_t head = 32 + commands, tables = linkedit(image), times = 1 + chance(4);
  switch (chance(6)) {
  case 0: /* a shorter file */
    return chance(size);
  case 1: /* bits anywhere */
    while (times--) image[chance(size)] ^= 1u << chance(8);
    return size;
  case 2: /* bits of the header and the load commands */
    while (times--) image[chance(head)] ^= 1u << chance(8);
    return size;
  case 3: /* fields of the load commands */
    while (times--) {
      uint64_t value = interesting(size);
      memcpy(image + 4 * chance(head / 4 - 1), &value, chance(2) ? 4 : 8);
    }
    return size;
  case 4: /* bytes of fixups and symbols */
    while (times--) image[tables + chance(size - tables < 1024 ? size - tables : 1024)] = (uint8_t)chance(256);
    return size;
  default: /* bits of fixups and the first symbols */
    while (times--) image[tables + chance(256)] ^= 1u << chance(8);
    return size;
  }
}

/* In the child: mload on these bytes. Does not return. */
static void examine(const uint8_t *image, size_t size, const char *mode, int report) {
  int file = memfd_create("image", 0), nothing = open("/dev/null", O_WRONLY);
  if (file < 0 || write(file, image, size) != (ssize_t)size) _exit(98);
  dup2(nothing, STDOUT_FILENO);
  dup2(report, STDERR_FILENO);
  char path[64];
  snprintf(path, sizeof path, "/proc/self/fd/%d", file);
  char *arguments[] = {"mload", (char *)(uintptr_t)mode, path, NULL};
  alarm(5);
  exit(mload_main(3, arguments));
}

static int fail(long number, int status, int report) {
  char text[4096] = "";
  ssize_t length = pread(report, text, sizeof text - 1, 0);
  printf("mutation %ld: %s %d\n%s\n", number, WIFSIGNALED(status) ? "signal" : "exit",
         WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status), length > 0 ? text : "");
  return 1;
}

int main(int argc, char **argv) {
  static uint8_t seed[1 << 20], image[1 << 20];
  int file = argc == 3 ? open(argv[1], O_RDONLY) : -1;
  ssize_t size = file < 0 ? -1 : read(file, seed, sizeof seed);
  if (size < 64) return fputs("usage: fuzz IMAGE COUNT\n", stderr), 2;
  long count = atol(argv[2]), loaded = 0, refused = 0;
  int report = memfd_create("report", 0);
  for (long number = 0; number < count; number++) {
    state = (uint64_t)number;
    memcpy(image, seed, (size_t)size);
    size_t length = mutate(image, (size_t)size);
    if (ftruncate(report, 0) || lseek(report, 0, SEEK_SET)) return 2;
    fflush(stdout);
    pid_t child = fork();
    if (child < 0) return perror("fork"), 2;
    if (child == 0) examine(image, length, number % 2 ? "--layout" : "--dry-run", report);
    int status;
    waitpid(child, &status, 0);
    if (!WIFEXITED(status) || WEXITSTATUS(status) > 2) return fail(number, status, report);
    if (WEXITSTATUS(status) == 2) refused++;
    else loaded++;
  }
  printf("{\"loaded\":%ld,\"refused\":%ld}\n", loaded, refused);
  return 0;
}
