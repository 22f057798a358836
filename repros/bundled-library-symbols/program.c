/*
 * A program that uses codec 2, which it has in itself, and a viewer, which uses codec 1. Exit status: 0 both decode, 1 one does
 * not, 139 a segmentation fault.
 */
#define _GNU_SOURCE
#include "codec.h"
#include "viewer.h"
#include <dlfcn.h>
#include <signal.h>
#include <stdio.h>
#include <ucontext.h>
#include <unistd.h>

static void on_fault(int number, siginfo_t *info, void *context) {
  (void)info;
  const ucontext_t *at = context;
  static const char nowhere[] = "segmentation fault: the program counter is 0\n";
  static const char somewhere[] = "segmentation fault: the program counter is not 0\n";
  if (at->uc_mcontext.gregs[REG_RIP] == 0)
    (void)!write(1, nowhere, sizeof nowhere - 1);
  else
    (void)!write(1, somewhere, sizeof somewhere - 1);
  signal(number, SIG_DFL);
}

int main(int count, char **arguments) {
  struct sigaction action = {.sa_sigaction = on_fault, .sa_flags = SA_SIGINFO};
  sigaction(SIGSEGV, &action, NULL);
#ifdef PLUGIN
  if (count != 2) return 2;
  int (*show)(void) = (int (*)(void))dlsym(dlopen(arguments[1], RTLD_NOW), "viewer_show");
#else
  (void)count, (void)arguments;
  int (*show)(void) = viewer_show;
#endif
  struct codec *codec = codec_open();
  printf("the program was made for codec %d and got codec %d\n", CODEC, codec->release);
  int own = codec->decode(21);
  int shown = show();
  printf("the program decodes %d, the viewer %d\n", own, shown);
  return own == 42 && shown == 42 ? 0 : 1;
}
