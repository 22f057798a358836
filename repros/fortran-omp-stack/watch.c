// subroutine watch: from now on this thread says where its stack ended, if it dies of that.
#define _GNU_SOURCE
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static __thread char *stack_end;
static int told;

// Runs on a stack of its own, says where the first thread died, and lets the process die.
static void segfault(int number, siginfo_t *info, void *context) {
  while (__atomic_exchange_n(&told, 1, __ATOMIC_SEQ_CST)) pause();  // another thread was first
  char *address = info->si_addr;
  // A frame with the array reaches far below the end, at once; deep calls die at the end.
  int below = address > stack_end - 16 * 1024 * 1024 && address < stack_end - 65536;
  int at_end = !below && address >= stack_end - 65536 && address < stack_end + 65536;
  const char *text = below    ? "SIGSEGV beyond the end of the stack\n"
                     : at_end ? "SIGSEGV at the end of the stack\n"
                              : "SIGSEGV, and stack is left\n";
  if (write(1, text, strlen(text)) < 0) _exit(9);
  signal(number, SIG_DFL);
  (void)context;
}

void watch_(void) {
  pthread_attr_t attributes;
  void *lowest;
  size_t size;
  pthread_getattr_np(pthread_self(), &attributes);
  pthread_attr_getstack(&attributes, &lowest, &size);
  stack_end = lowest;
  stack_t second = {.ss_sp = malloc(65536), .ss_size = 65536};
  sigaltstack(&second, NULL);
  struct sigaction action = {.sa_sigaction = segfault, .sa_flags = SA_SIGINFO | SA_ONSTACK};
  sigaction(SIGSEGV, &action, NULL);
}
