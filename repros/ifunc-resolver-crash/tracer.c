/*
 * Runs a program, and says how it was killed: whether it had printed anything, whether its thread pointer was set, and
 * whether it executed code at all. Exit status: the program's own, as a shell says it.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ptrace.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

static int in_code(pid_t child, unsigned long address) {
  char name[64], line[512];
  snprintf(name, sizeof name, "/proc/%d/maps", child);
  FILE *maps = fopen(name, "r");
  int found = 0;
  while (maps != NULL && fgets(line, sizeof line, maps) != NULL) {
    unsigned long from, to;
    char rights[5];
    if (sscanf(line, "%lx-%lx %4s", &from, &to, rights) == 3 && from <= address && address < to) found = rights[2] == 'x';
  }
  if (maps != NULL) fclose(maps);
  return found;
}

int main(int count, char **arguments) {
  int out[2], status, killed = 0;
  if (count < 2 || pipe(out) != 0) return 2;
  pid_t child = fork();
  if (child == 0) {
    dup2(out[1], 1);
    close(out[0]);
    close(out[1]);
    ptrace(PTRACE_TRACEME, 0, 0, 0);
    execv(arguments[1], arguments + 1);
    _exit(126);
  }
  close(out[1]);
  struct user_regs_struct registers = {0};
  int code = 0;
  while (waitpid(child, &status, 0) == child && WIFSTOPPED(status)) {
    int signal = WSTOPSIG(status);
    if (signal == SIGSEGV && killed == 0) {
      killed = signal;
      ptrace(PTRACE_GETREGS, child, 0, &registers);
      code = in_code(child, registers.rip);
    }
    ptrace(PTRACE_CONT, child, 0, signal == SIGTRAP ? 0 : signal);
  }
  char text[4096];
  ssize_t size = read(out[0], text, sizeof text);
  if (size > 0) fwrite(text, 1, (size_t)size, stdout);
  if (killed != 0) {
    printf("SIGSEGV, %s\n", size > 0 ? "after main began" : "before main");
    printf("the thread pointer is %s\n", registers.fs_base == 0 ? "not set" : "set");
    printf("the instruction pointer is %s\n", code ? "in code" : "where no code is");
  }
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}
