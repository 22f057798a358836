// A thread formats a report in a local buffer, as a library might. VARIANT says what is done about the stack.
#define _GNU_SOURCE
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PLAIN 0
#define ATTRIBUTE 1
#define DEFAULT 2
#define HEAP 3

static char *volatile stack_end;
static volatile unsigned kibibytes;

// Runs on a stack of its own, says where the thread died, and lets it die.
static void segfault(int number, siginfo_t *info, void *context) {
  char text[120], *address = info->si_addr;
  int size = address >= stack_end - 300 * 1024 && address < stack_end + 4096
                 ? snprintf(text, sizeof text, "SIGSEGV beyond the end of the thread's stack of %u KiB\n", kibibytes)
                 : snprintf(text, sizeof text, "SIGSEGV elsewhere\n");
  if (write(1, text, (size_t)size) != size) _exit(9);
  signal(number, SIG_DFL);
  (void)context;
}

static void watch(void) {
  pthread_attr_t attributes;
  void *lowest;
  size_t size;
  pthread_getattr_np(pthread_self(), &attributes);
  pthread_attr_getstack(&attributes, &lowest, &size);
  stack_end = lowest;
  kibibytes = (unsigned)(size / 1024) / 16 * 16;  // musl counts the rest of its last page
  stack_t second = {.ss_sp = malloc(65536), .ss_size = 65536};
  sigaltstack(&second, NULL);
  struct sigaction action = {.sa_sigaction = segfault, .sa_flags = SA_SIGINFO | SA_ONSTACK};
  sigaction(SIGSEGV, &action, NULL);
}

enum { BUFFER = 256 * 1024 };

static unsigned long report(void) {
#if VARIANT == HEAP
  // misbuilt:region heap
  char *buffer = malloc(BUFFER);  // MB0041: a local array of this size does not fit into the stack
  if (buffer == NULL) return 0;
  // misbuilt:endregion heap
#else
  char buffer[BUFFER];
#endif
  memset(buffer, '.', BUFFER);
  snprintf(buffer + BUFFER / 2, 32, "%s", "report");
  unsigned long length = strlen(buffer);
#if VARIANT == HEAP
  free(buffer);
#endif
  return length;
}

static void *work(void *argument) {
  watch();
  *(unsigned long *)argument = report();
  return NULL;
}

int main(void) {
  unsigned long length = 0;
  pthread_t thread;
#if VARIANT == ATTRIBUTE
  // misbuilt:region attribute
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, 1024 * 1024);  // MB0041: musl's default is 128 KiB
  if (pthread_create(&thread, &attributes, work, &length) != 0) return 2;
  pthread_attr_destroy(&attributes);
  // misbuilt:endregion attribute
#else
#if VARIANT == DEFAULT
  // misbuilt:region default
  // MB0041: for all threads that the program starts later, with _GNU_SOURCE
  pthread_attr_t defaults;
  pthread_attr_init(&defaults);
  pthread_attr_setstacksize(&defaults, 1024 * 1024);
  pthread_setattr_default_np(&defaults);
  // misbuilt:endregion default
#endif
  if (pthread_create(&thread, NULL, work, &length) != 0) return 2;
#endif
  pthread_join(thread, NULL);
  printf("report of %lu characters\n", length);
  return length == 0;
}
