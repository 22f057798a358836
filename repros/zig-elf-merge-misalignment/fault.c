/*
 * Runs a program and writes down where it faults: `fault RECORD PROGRAM [stop]`.
 *
 * RECORD stays empty unless a signal of the processor arrives (SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGFPE). Then it holds
 * the signal's number, its si_code and the address of the instruction. Linux reports a general protection exception as
 * SIGSEGV with si_code 128 (SI_KERNEL), a page fault as SIGSEGV with 1 or 2, a stack fault as SIGBUS.
 *
 * With `stop` the program ends at its first fault; without, its own handler goes on. The exit status is the program's as
 * a shell reports it, 128 and the signal where one ended it; 125 where it could not be run or traced.
 */
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

static int failed(const char *what) {
  perror(what);
  return 125;
}

int main(int argc, char **argv) {
  if (argc < 3) return fputs("usage: fault RECORD PROGRAM [stop]\n", stderr), 125;
  int stop = argc > 3 && strcmp(argv[3], "stop") == 0;
  FILE *record = fopen(argv[1], "w");
  if (record == NULL) return failed(argv[1]);

  pid_t child = fork();
  if (child < 0) return failed("fork");
  if (child == 0) {
    if (ptrace(PTRACE_TRACEME, 0, NULL, NULL) == 0) execl(argv[2], argv[2], (char *)NULL);
    _exit(failed(argv[2]));
  }

  int status, faults = 0;
  while (waitpid(child, &status, 0) == child && WIFSTOPPED(status)) {
    int number = WSTOPSIG(status), first = faults == 0;
    siginfo_t info;
    struct user_regs_struct registers;
    if (ptrace(PTRACE_GETSIGINFO, child, NULL, &info) != 0 || ptrace(PTRACE_GETREGS, child, NULL, &registers) != 0)
      return failed("ptrace");
    /* SIGTRAP from kill's range is the stop after exec, not the program's. */
    int started = number == SIGTRAP && info.si_code <= 0;
    int fault = !started && (number == SIGSEGV || number == SIGBUS || number == SIGILL || number == SIGTRAP || number == SIGFPE);
    if (fault && faults++ == 0) {
      fprintf(record, "%d %d %llx\n", number, info.si_code, registers.rip);
      fflush(record);
    }
    if (fault && first && stop) {
      kill(child, SIGKILL);
      waitpid(child, &status, 0);
      return 128 + number;
    }
    if (ptrace(PTRACE_CONT, child, NULL, (void *)(long)(started ? 0 : number)) != 0) return failed("ptrace");
  }
  fclose(record);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
