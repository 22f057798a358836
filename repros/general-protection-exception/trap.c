/*
 * Which access raises which trap on x86-64 Linux. `trap ROW` makes the access of that row and prints what the kernel told the
 * signal handler: signal, si_code, si_addr, and the trap number and error code that the CPU gave (Intel's manual, volume 3,
 * chapter 6; `trapno` and `err` in the signal frame). It reads the faulting instruction too, says where its operand was, and
 * what the reason is. Then it dies by that signal, as it would have without the handler. A row that should not fault stops
 * at an `int3` first, so that its instruction and operand are printed as well; then it runs, prints so and exits 0.
 */
#define _GNU_SOURCE
#include "decode.h"
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static char bytes[4096] __attribute__((aligned(64)));
static char handler_stack[1 << 16];
/* The instruction that the row is about: its name up to a dot. */
static const char *row;

/* x86-64 has 48 address bits (57 with five-level paging): all bits above must repeat the highest, and here they do not. */
#define NON_CANONICAL "0x8000123400000010"

static void say(const char *format, ...) {
  char line[256];
  va_list values;
  va_start(values, format);
  int length = vsnprintf(line, sizeof line, format, values);
  va_end(values);
  if (write(STDOUT_FILENO, line, (size_t)length) != length) _exit(96);
}

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

/* Bits 47 to 63 are all equal. */
static int canonical(uint64_t address) {
  uint64_t high = address >> 47;
  return high == 0 || high == 0x1ffff;
}

static int mapped(uint64_t address) { return msync((void *)(address & ~0xfffULL), 4096, MS_ASYNC) == 0; }

/* The instruction at rip, in a line; and what is wrong with it. */
static void describe(const greg_t *registers) {
  struct instruction it = decode(registers);
  size_t length = strcspn(row, ".");
  if (it.name == NULL || strlen(it.name) != length || strncmp(it.name, row, length) != 0) {
    say("instruction: %s, not the row's\n", it.name == NULL ? "unknown" : it.name);
    return;
  }
  if (it.base == NULL) {
    say("instruction: %s, privileged, without an operand in memory\n", it.name);
    return;
  }
  if (!canonical(it.operand)) {
    say("instruction: %s, its operand through %s is not canonical\n", it.name, it.base);
    return;
  }
  const char *where = mapped(it.operand) ? "mapped" : "not mapped";
  if (it.alignment == 1)
    say("instruction: %s, needs no alignment, its operand through %s is %s, canonical and %s\n", it.name, it.base,
        it.operand % 16 == 0 ? "a multiple of 16" : "no multiple of 16", where);
  else
    say("instruction: %s, needs %u bytes of alignment, its operand through %s is %s, canonical and %s\n", it.name, it.alignment,
        it.base, it.operand % it.alignment == 0 ? "aligned" : "misaligned", where);
}

/* The ABI wants rsp at 8 mod 16 where a function begins. These call `callee` (callee.c) with another and with the right one. */
extern long long rsp_at_entry;
long long rsp_at_entry;
extern int callee(int), call_off_by_8(int), call_aligned(int);
__asm__("call_off_by_8:\n\tsubq $16, %rsp\n\tleaq -8(%rsp), %rax\n\tmovq %rax, rsp_at_entry(%rip)\n\tcall callee\n\taddq $16, %rsp\n\tret\n"
        "call_aligned:\n\tsubq $8, %rsp\n\tleaq -8(%rsp), %rax\n\tmovq %rax, rsp_at_entry(%rip)\n\tcall callee\n\taddq $8, %rsp\n\tret\n");

static void clear_alignment_check(void) { __asm__ volatile("pushfq\n\tandl $~0x40000, (%%rsp)\n\tpopfq" ::: "memory", "cc"); }

static void before(int signal, siginfo_t *info, void *context) {
  clear_alignment_check(); /* or this handler would trap as well */
  (void)signal;
  (void)info;
  describe(((ucontext_t *)context)->uc_mcontext.gregs);
}

static void report(int signal, siginfo_t *info, void *context) {
  clear_alignment_check();
  greg_t *registers = ((ucontext_t *)context)->uc_mcontext.gregs;
  long long trap = registers[REG_TRAPNO];
  say("SIG%s, si_code %s (%d), si_addr %s, trap %lld (%s), error code %lld\n", sigabbrev_np(signal),
      code_name(signal, info->si_code), info->si_code, info->si_addr == NULL ? "0" : "set", trap, trap_name(trap),
      (long long)registers[REG_ERR]);
  describe(registers);
  if (rsp_at_entry != 0 && (uint64_t)registers[REG_RIP] - (uint64_t)callee < 1024)
    say("in callee, which was entered with rsp at %lld mod 16\n", rsp_at_entry & 15);
  registers[REG_EFL] &= ~0x40000LL;
  if (trap == 17) { /* with AC off the access would now succeed: die by hand */
    struct sigaction fatal = {.sa_handler = SIG_DFL};
    sigaction(signal, &fatal, NULL);
    raise(signal);
  }
}

#define ROW(name) static void name(void)
/* Stops before the instruction, for a row that should not fault. */
#define SHOW "int3\n\t"
/* A frame as a function has it that was entered with rsp off by 8. */
#define FRAME "movq %%rsp, %%rbx\n\tandq $-16, %%rsp\n\tsubq $40, %%rsp\n\t"
#define UNFRAME "\n\tmovq %%rbx, %%rsp"

ROW(movaps) { __asm__ volatile("movaps 8(%0), %%xmm0" ::"a"(bytes) : "xmm0"); } /* rax: debugger.sh reads it */
ROW(movdqa) { __asm__ volatile("movdqa 8(%0), %%xmm0" ::"a"(bytes) : "xmm0"); }
ROW(vmovaps_xmm) { __asm__ volatile("vmovaps 8(%0), %%xmm0" ::"a"(bytes) : "xmm0"); }
ROW(vmovaps_ymm) { __asm__ volatile("vmovaps 16(%0), %%ymm0" ::"a"(bytes) : "xmm0"); }
ROW(addps) { __asm__ volatile("addps 4(%0), %%xmm0" ::"a"(bytes) : "xmm0"); }
ROW(paddd) { __asm__ volatile("paddd 7(%0), %%xmm0" ::"a"(bytes) : "xmm0"); }
ROW(pxor) { __asm__ volatile("pxor 8(%0), %%xmm0" ::"a"(bytes) : "xmm0"); }
ROW(pshufb) { __asm__ volatile("pshufb 12(%0), %%xmm0" ::"a"(bytes) : "xmm0"); }
ROW(movntps) { __asm__ volatile("movntps %%xmm0, 8(%0)" ::"a"(bytes) : "memory"); }
ROW(movntdq) { __asm__ volatile("movntdq %%xmm0, 8(%0)" ::"a"(bytes) : "memory"); }
ROW(movntdqa) { __asm__ volatile("movntdqa 8(%0), %%xmm0" ::"a"(bytes) : "xmm0"); }
ROW(vmovntdq_ymm) { __asm__ volatile("vmovntdq %%ymm0, 16(%0)" ::"a"(bytes) : "memory"); }
ROW(cmpxchg16b) { __asm__ volatile("cmpxchg16b 8(%0)" ::"S"(bytes) : "rax", "rdx", "memory", "cc"); }
ROW(fxsave) { __asm__ volatile("fxsave64 8(%0)" ::"S"(bytes) : "memory"); }
ROW(xsave) { __asm__ volatile("xsave 16(%0)" ::"S"(bytes), "a"(3), "d"(0) : "memory"); }
ROW(movaps_spill) { __asm__ volatile(FRAME "movaps %%xmm0, 16(%%rsp)" UNFRAME ::: "rbx", "memory"); }
ROW(vpinsrd_non_canonical_base) {
  __asm__ volatile("movabsq $" NON_CANONICAL ", %%rax\n\tvpinsrd $1, 0x14(%%rax), %%xmm5, %%xmm5" ::: "rax", "xmm5");
}
ROW(hlt) { __asm__ volatile("hlt"); }

ROW(vpinsrd_non_canonical_stack) {
  __asm__ volatile("movq %%rsp, %%rbx\n\tmovabsq $" NON_CANONICAL ", %%rax\n\tmovq %%rax, %%rsp\n\tvpinsrd $1, 0x14(%%rsp), %%xmm5, %%xmm5" UNFRAME ::
                       : "rax", "rbx", "xmm5");
}
ROW(vpinsrd_unmapped) { __asm__ volatile("movl $0x10, %%eax\n\tvpinsrd $1, 0x14(%%rax), %%xmm5, %%xmm5" ::: "rax", "xmm5"); }
ROW(vpinsrd_alignment_check) {
  __asm__ volatile("pushfq\n\torl $0x40000, (%%rsp)\n\tpopfq\n\tvpinsrd $1, 5(%0), %%xmm5, %%xmm5\n\tpushfq\n\tandl $~0x40000, (%%rsp)\n\tpopfq" ::"a"(bytes)
                   : "xmm5", "memory", "cc");
}

ROW(movups) { __asm__ volatile(SHOW "movups 3(%0), %%xmm0" ::"a"(bytes) : "xmm0"); }
ROW(addss) { __asm__ volatile(SHOW "addss 3(%0), %%xmm0" ::"a"(bytes) : "xmm0"); }
ROW(pcmpistri) { __asm__ volatile(SHOW "pcmpistri $0, 3(%0), %%xmm0" ::"a"(bytes) : "rcx", "cc"); }
ROW(vmovdqu) { __asm__ volatile(SHOW "vmovdqu 3(%0), %%ymm0" ::"a"(bytes) : "xmm0"); }
ROW(vpaddd) { __asm__ volatile(SHOW "vpaddd 7(%0), %%ymm0, %%ymm0" ::"a"(bytes) : "xmm0"); }
ROW(vpbroadcastd) { __asm__ volatile(SHOW "vpbroadcastd 3(%0), %%ymm1" ::"a"(bytes) : "xmm1"); }
ROW(vinserti128) { __asm__ volatile(SHOW "vinserti128 $1, 3(%0), %%ymm1, %%ymm1" ::"a"(bytes) : "xmm1"); }
ROW(vpinsrd) { __asm__ volatile(SHOW "vpinsrd $1, 5(%0), %%xmm5, %%xmm5" ::"a"(bytes) : "xmm5"); }
ROW(vpinsrd_stack_off_by_8) {
  __asm__ volatile(FRAME SHOW "vpinsrd $1, 0x14(%%rsp), %%xmm5, %%xmm5" UNFRAME ::: "rbx", "xmm5", "memory");
}

static void finish_call(int result) {
  say("callee was entered with rsp at %lld mod 16 and returned %d\n", rsp_at_entry & 15, result);
  if (result != 84) exit(95);
}
ROW(call_with_stack_off_by_8) { finish_call(call_off_by_8(3)); }
ROW(call_with_stack_aligned) { finish_call(call_aligned(3)); }

static const struct {
  const char *name;
  void (*access)(void);
} rows[] = {
    {"movaps", movaps},
    {"movdqa", movdqa},
    {"vmovaps-xmm", vmovaps_xmm},
    {"vmovaps-ymm", vmovaps_ymm},
    {"addps", addps},
    {"paddd", paddd},
    {"pxor", pxor},
    {"pshufb", pshufb},
    {"movntps", movntps},
    {"movntdq", movntdq},
    {"movntdqa", movntdqa},
    {"vmovntdq-ymm", vmovntdq_ymm},
    {"cmpxchg16b", cmpxchg16b},
    {"fxsave", fxsave},
    {"xsave", xsave},
    {"movaps.spill", movaps_spill},
    {"movaps.call-with-stack-off-by-8", call_with_stack_off_by_8},
    {"movaps.call-with-stack-aligned", call_with_stack_aligned},
    {"vpinsrd.non-canonical-base", vpinsrd_non_canonical_base},
    {"vpinsrd.non-canonical-stack", vpinsrd_non_canonical_stack},
    {"vpinsrd.unmapped", vpinsrd_unmapped},
    {"vpinsrd.alignment-check", vpinsrd_alignment_check},
    {"hlt", hlt},
    {"movups", movups},
    {"addss", addss},
    {"pcmpistri", pcmpistri},
    {"vmovdqu", vmovdqu},
    {"vpaddd", vpaddd},
    {"vpbroadcastd", vpbroadcastd},
    {"vinserti128", vinserti128},
    {"vpinsrd", vpinsrd},
    {"vpinsrd.stack-off-by-8", vpinsrd_stack_off_by_8},
};

int main(int argc, char **argv) {
  stack_t stack = {.ss_sp = handler_stack, .ss_size = sizeof handler_stack};
  struct sigaction fault = {.sa_sigaction = report, .sa_flags = SA_SIGINFO | SA_ONSTACK | SA_RESETHAND};
  struct sigaction stop = {.sa_sigaction = before, .sa_flags = SA_SIGINFO | SA_ONSTACK};
  if (sigaltstack(&stack, NULL) != 0 || sigaction(SIGSEGV, &fault, NULL) != 0 || sigaction(SIGBUS, &fault, NULL) != 0 ||
      sigaction(SIGTRAP, &stop, NULL) != 0) {
    perror("trap: cannot install the signal handlers");
    return 2;
  }
  for (size_t i = 0; argc == 2 && i < sizeof rows / sizeof *rows; i++) {
    if (strcmp(argv[1], rows[i].name) != 0) continue;
    row = rows[i].name;
    rows[i].access();
    say("no fault\n");
    return 0;
  }
  fprintf(stderr, "usage: trap ROW, where ROW is one of:\n");
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) fprintf(stderr, "  %s\n", rows[i].name);
  return 2;
}
