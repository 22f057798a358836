/* Describes a fault of the loaded program in one line that does not depend on
 * addresses, then lets the signal kill the process as it would have. */
#define _GNU_SOURCE
#include "image.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <ucontext.h>

static const struct image *faulting;

enum { TRAP_GENERAL_PROTECTION = 13 };

/* An instruction that wants a 16-aligned memory operand (Intel SDM vol. 2,
 * MOVAPS, MOVAPD, MOVDQA), with that operand's address. */
struct access {
  const char *mnemonic, *base; /* the register that the operand is relative to */
  uint64_t operand;
  bool known;
};

static struct access decode(const uint8_t *code, size_t size, const greg_t *registers) {
  static const int order[16] = {REG_RAX, REG_RCX, REG_RDX, REG_RBX, REG_RSP, REG_RBP, REG_RSI, REG_RDI,
                                REG_R8,  REG_R9,  REG_R10, REG_R11, REG_R12, REG_R13, REG_R14, REG_R15};
  static const char *const names[16] = {"rax", "rcx", "rdx", "rbx", "rsp", "rbp", "rsi", "rdi",
                                        "r8",  "r9",  "r10", "r11", "r12", "r13", "r14", "r15"};
  const struct access other = {"another instruction", NULL, 0, false};
  uint8_t bytes[16] = {0};
  memcpy(bytes, code, size < sizeof bytes ? size : sizeof bytes);
  const uint8_t *p = bytes;
  bool prefix66 = *p == 0x66;
  if (prefix66) p++;
  uint8_t rex = (*p & 0xf0) == 0x40 ? *p++ : 0;
  if (*p++ != 0x0f) return other;
  uint8_t opcode = *p++, modrm = *p++;
  struct access found = {NULL, NULL, 0, true};
  if (opcode == 0x28 || opcode == 0x29) found.mnemonic = prefix66 ? "movapd" : "movaps";
  if (prefix66 && (opcode == 0x6f || opcode == 0x7f)) found.mnemonic = "movdqa";
  unsigned mode = modrm >> 6, base = modrm & 7;
  if (!found.mnemonic) return other;
  if (mode == 3 || (mode == 0 && base == 5)) return other; /* a register, or relative to rip */
  if (base == 4) {
    if (*p++ != 0x24) return other; /* only the plain (%rsp) of the scaled forms */
  }
  int32_t displacement = 0;
  if (mode == 1) displacement = (int8_t)*p;
  if (mode == 2) memcpy(&displacement, p, 4);
  base += rex & 1 ? 8 : 0;
  found.base = names[base];
  found.operand = (uint64_t)registers[order[base]] + (uint64_t)(int64_t)displacement;
  return found;
}

static const char *code_name(const siginfo_t *info) {
  if (info->si_code == SI_KERNEL) return "SI_KERNEL";
  if (info->si_code == SEGV_MAPERR) return "SEGV_MAPERR";
  if (info->si_code == SEGV_ACCERR) return "SEGV_ACCERR";
  return "another";
}

/* The operand by its place in the thread's block: which variable, and where that lies. */
static void describe(const struct access *access) {
  printf(" through %%%s; operand at 16n+%d, ", access->base, (int)(access->operand % 16));
  const uint8_t *block = block_with(access->operand);
  if (!block) {
    printf("in no thread-local variable");
    return;
  }
  uint64_t start = (uint64_t)(uintptr_t)block, offset = access->operand - start;
  struct variable variable = variable_before(faulting, offset);
  printf("at 16k+%d of %s, which lies at 16n+%d", (int)((offset - variable.offset) % 16), variable.name,
         (int)((start + variable.offset) % 16));
}

static void on_fault(int signal_number, siginfo_t *info, void *context) {
  const greg_t *r = ((ucontext_t *)context)->uc_mcontext.gregs;
  uint64_t ip = (uint64_t)r[REG_RIP], base = (uint64_t)(uintptr_t)faulting->base;
  uint64_t span = faulting->high - faulting->low;
  printf("SIG%s, si_code %s, trap %lld%s", sigabbrev_np(signal_number), code_name(info), (long long)r[REG_TRAPNO],
         r[REG_TRAPNO] == TRAP_GENERAL_PROTECTION ? " (#GP)" : "");
  if (ip < base || ip - base >= span) {
    printf(": outside the image\n");
  } else {
    const struct symbol *symbol = symbol_before(faulting, faulting->low + (ip - base));
    struct access access = decode((const uint8_t *)(uintptr_t)ip, span - (ip - base), r);
    printf(": %s in %s", access.mnemonic, symbol ? symbol->name : "?");
    if (access.known) describe(&access);
    putchar('\n');
  }
  fflush(stdout); /* not safe in a handler in general; nothing else runs any more here */
  signal(signal_number, SIG_DFL); /* returning repeats the instruction, and dies of it */
}

void describe_faults(const struct image *image) {
  enum { STACK = 65536 };
  faulting = image;
  stack_t stack = {.ss_sp = malloc(STACK), .ss_size = STACK};
  if (!stack.ss_sp || sigaltstack(&stack, NULL)) refuse("no stack for the signal handler");
  struct sigaction action = {.sa_sigaction = on_fault, .sa_flags = SA_SIGINFO | SA_ONSTACK};
  static const int signals[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE};
  for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) sigaction(signals[i], &action, NULL);
}
