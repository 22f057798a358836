/*
 * Which access raises which trap on x86-64 Linux. `trap ROW` makes the access of that row and prints what the kernel
 * told the signal handler: signal, si_code, si_addr, and the trap number and error code that the CPU gave (Intel's manual,
 * volume 3, chapter 6; `trapno` and `err` in the signal frame). Then it dies by that signal, as it would have without
 * the handler. A row that does not fault prints so and exits 0.
 */
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <ucontext.h>
#include <unistd.h>

static char bytes[256] __attribute__((aligned(64)));
static char handler_stack[1 << 16];

/* x86-64 has 48 address bits (57 with five-level paging): bits 63 and up must repeat the highest, and here they do not. */
#define NON_CANONICAL "0x8000123400000010"

static const char *trap_name(long long trap) {
  switch (trap) {
  case 12: return "#SS, stack fault";
  case 13: return "#GP, general protection";
  case 14: return "#PF, page fault";
  case 17: return "#AC, alignment check";
  default: return "another trap";
  }
}

static const char *code_name(int signal, int code) {
  if (code == SI_KERNEL) return "SI_KERNEL";
  if (signal == SIGSEGV && code == SEGV_MAPERR) return "SEGV_MAPERR";
  if (signal == SIGBUS && code == BUS_ADRALN) return "BUS_ADRALN";
  return "another code";
}

static void report(int signal, siginfo_t *info, void *context) {
  /* Alignment checks off again, or this handler would trap as well. */
  __asm__ volatile("pushfq\n\tandl $~0x40000, (%%rsp)\n\tpopfq" ::: "memory", "cc");
  greg_t *registers = ((ucontext_t *)context)->uc_mcontext.gregs;
  long long trap = registers[REG_TRAPNO];
  char line[256];
  int length = snprintf(line, sizeof line, "SIG%s, si_code %s (%d), si_addr %s, trap %lld (%s), error code %lld\n",
                        sigabbrev_np(signal), code_name(signal, info->si_code), info->si_code,
                        info->si_addr == NULL ? "0" : "set", trap, trap_name(trap), (long long)registers[REG_ERR]);
  if (write(STDOUT_FILENO, line, (size_t)length) != length) _exit(96);
  registers[REG_EFL] &= ~0x40000LL;
  if (trap == 17) { /* with AC off the access would now succeed: die by hand */
    struct sigaction fatal = {.sa_handler = SIG_DFL};
    sigaction(signal, &fatal, NULL);
    raise(signal);
  }
}

#define ROW(name) static void name(void)
ROW(sse_move) { __asm__ volatile("movaps 8(%0), %%xmm0" ::"a"(bytes) : "xmm0"); } /* rax: debugger.sh reads it */
ROW(avx_move_128) { __asm__ volatile("vmovaps 8(%0), %%xmm0" ::"r"(bytes) : "xmm0"); }
ROW(avx_move_256) { __asm__ volatile("vmovaps 24(%0), %%ymm0" ::"r"(bytes) : "xmm0"); }
ROW(sse_arithmetic) { __asm__ volatile("paddd 7(%0), %%xmm0" ::"r"(bytes) : "xmm0"); }
ROW(avx_arithmetic) { __asm__ volatile("vpaddd 7(%0), %%ymm0, %%ymm0" ::"r"(bytes) : "xmm0"); }
ROW(avx_unaligned_moves) {
  __asm__ volatile("vmovdqu 3(%0), %%ymm0\n\tvpbroadcastd 3(%0), %%ymm1\n\tvinserti128 $1, 3(%0), %%ymm1, %%ymm1" ::"r"(bytes)
                   : "xmm0", "xmm1");
}
ROW(spill) { /* what a function does to its frame when it is entered with rsp off by 8 */
  __asm__ volatile("movq %%rsp, %%rbx\n\tandq $-16, %%rsp\n\tsubq $40, %%rsp\n\tmovaps %%xmm0, 16(%%rsp)\n\tmovq %%rbx, %%rsp" ::
                       : "rbx", "memory");
}
ROW(vpinsrd_unaligned) { __asm__ volatile("vpinsrd $1, 5(%0), %%xmm5, %%xmm5" ::"r"(bytes) : "xmm5"); }
ROW(vpinsrd_stack_off_by_8) {
  __asm__ volatile("movq %%rsp, %%rbx\n\tandq $-16, %%rsp\n\tsubq $40, %%rsp\n\tvpinsrd $1, 0x14(%%rsp), %%xmm5, %%xmm5\n\tmovq %%rbx, %%rsp" ::
                       : "rbx", "xmm5", "memory");
}
ROW(vpinsrd_non_canonical_base) {
  __asm__ volatile("movabsq $" NON_CANONICAL ", %%rax\n\tvpinsrd $1, 0x14(%%rax), %%xmm5, %%xmm5" ::: "rax", "xmm5");
}
ROW(vpinsrd_non_canonical_stack) {
  __asm__ volatile("movq %%rsp, %%rbx\n\tmovabsq $" NON_CANONICAL ", %%rax\n\tmovq %%rax, %%rsp\n\tvpinsrd $1, 0x14(%%rsp), %%xmm5, %%xmm5\n\tmovq %%rbx, %%rsp" ::
                       : "rax", "rbx", "xmm5");
}
ROW(vpinsrd_unmapped) {
  __asm__ volatile("movl $0x10, %%eax\n\tvpinsrd $1, 0x14(%%rax), %%xmm5, %%xmm5" ::: "rax", "xmm5");
}
ROW(vpinsrd_alignment_check) {
  __asm__ volatile("pushfq\n\torl $0x40000, (%%rsp)\n\tpopfq\n\tvpinsrd $1, 5(%0), %%xmm5, %%xmm5\n\tpushfq\n\tandl $~0x40000, (%%rsp)\n\tpopfq" ::"r"(bytes)
                   : "xmm5", "memory", "cc");
}
ROW(privileged_instruction) { __asm__ volatile("hlt"); }

/* The ABI wants rsp at 0 mod 16 where a function is called. This calls `callee` (callee.c) with rsp at 8 mod 16. */
__asm__("call_off_by_8:\n\tsubq $16, %rsp\n\tcall callee\n\taddq $16, %rsp\n\tret\n");
extern int call_off_by_8(int);
ROW(call_with_stack_off_by_8) {
  if (call_off_by_8(3) != 84) exit(95);
}

int callee(int);
ROW(call_with_stack_aligned) {
  if (callee(3) != 84) exit(95);
}

static const struct {
  const char *name;
  void (*access)(void);
} rows[] = {
    {"sse-move", sse_move},
    {"avx-move-128", avx_move_128},
    {"avx-move-256", avx_move_256},
    {"sse-arithmetic", sse_arithmetic},
    {"avx-arithmetic", avx_arithmetic},
    {"avx-unaligned-moves", avx_unaligned_moves},
    {"spill", spill},
    {"vpinsrd-unaligned", vpinsrd_unaligned},
    {"vpinsrd-stack-off-by-8", vpinsrd_stack_off_by_8},
    {"vpinsrd-non-canonical-base", vpinsrd_non_canonical_base},
    {"vpinsrd-non-canonical-stack", vpinsrd_non_canonical_stack},
    {"vpinsrd-unmapped", vpinsrd_unmapped},
    {"vpinsrd-alignment-check", vpinsrd_alignment_check},
    {"privileged-instruction", privileged_instruction},
    {"call-with-stack-off-by-8", call_with_stack_off_by_8},
    {"call-with-stack-aligned", call_with_stack_aligned},
};

int main(int argc, char **argv) {
  stack_t stack = {.ss_sp = handler_stack, .ss_size = sizeof handler_stack};
  struct sigaction action = {.sa_sigaction = report, .sa_flags = SA_SIGINFO | SA_ONSTACK | SA_RESETHAND};
  if (sigaltstack(&stack, NULL) != 0 || sigaction(SIGSEGV, &action, NULL) != 0 || sigaction(SIGBUS, &action, NULL) != 0) {
    perror("trap: cannot install the signal handler");
    return 2;
  }
  for (size_t i = 0; argc == 2 && i < sizeof rows / sizeof *rows; i++) {
    if (strcmp(argv[1], rows[i].name) != 0) continue;
    rows[i].access();
    puts("no fault");
    return 0;
  }
  fprintf(stderr, "usage: trap ROW, where ROW is one of:\n");
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) fprintf(stderr, "  %s\n", rows[i].name);
  return 2;
}
