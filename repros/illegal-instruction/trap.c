/* Runs one row and says what the instruction was that the CPU refused. The rows are functions of rows-cpu.c and rows.cpp. */
#define _GNU_SOURCE
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <ucontext.h>
#include <unistd.h>

#include "rows.h"

/* What the first bytes of an instruction say. Prefixes of operand and address size stand before some of them. */
static const char *kind(const uint8_t *at) {
  if (at[0] == 0xc4 || at[0] == 0xc5) return "a VEX instruction, which needs AVX";
  if (at[0] == 0x62) return "an EVEX instruction, which needs AVX-512";
  if (at[0] == 0x0f && at[1] == 0x0b) return "ud2, which a compiler wrote to stop the program";
  while (at[0] == 0x66 || at[0] == 0x67) ++at;
  if (at[0] == 0x0f && at[1] == 0xb9) return "ud1, with which a sanitizer stops the program";
  return "another instruction";
}

static void refused(int number, siginfo_t *info, void *context) {
  const ucontext_t *state = context;
  const uint8_t *at = (const uint8_t *)state->uc_mcontext.gregs[REG_RIP];
  printf("SIGILL, si_code %d%s\n", info->si_code,
         info->si_code == ILL_ILLOPN ? " (ILL_ILLOPN)" : "");
  printf("instruction: %s\n", kind(at));
  fflush(stdout);
  signal(number, SIG_DFL);
  raise(number);
}

static const struct {
  const char *name;
  int (*run)(int);
} rows[] = {
    {"avx", row_avx},
    {"lzcnt", row_lzcnt},
    {"missing-return", row_missing_return},
    {"overflow", row_overflow},
};

int main(int argc, char **argv) {
  struct sigaction action = {0};
  action.sa_sigaction = refused;
  action.sa_flags = SA_SIGINFO;
  if (sigaction(SIGILL, &action, NULL) != 0) return 3;
  for (size_t at = 0; at < sizeof rows / sizeof rows[0]; ++at) {
    if (argc < 2 || strcmp(argv[1], rows[at].name) != 0) continue;
    printf("row %s\n", rows[at].name);
    fflush(stdout);
    printf("no fault, and the result is %d.\n", rows[at].run(argc + 5));
    return 0;
  }
  fprintf(stderr, "there is no such row\n");
  return 3;
}
