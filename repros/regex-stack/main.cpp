// Matches a long text against a regular expression. PATTERN, SIZE and ENGINE say which; regex.cpp or loop.cpp does the matching.
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define REGEX 0
#define POLYNOMIAL 1
#define LOOP 2

bool matches(const char *text, const char *pattern);
bool matches_polynomial(const char *text, const char *pattern);
bool matches_loop(const char *text);

static char *stack_end;
static volatile sig_atomic_t matching;

// Runs on a stack of its own, says where the program died, and lets it die.
static void segfault(int, siginfo_t *info, void *) {
  char *address = static_cast<char *>(info->si_addr);
  bool overflow = address >= stack_end - 65536 && address < stack_end + 65536;
  const char *text = !overflow ? "SIGSEGV, and stack is left\n"
                     : matching ? "SIGSEGV at the end of the stack, inside std::regex_match\n"
                                : "SIGSEGV at the end of the stack, elsewhere\n";
  if (write(1, text, strlen(text)) < 0) _exit(9);
  signal(SIGSEGV, SIG_DFL);
}

static void watch() {
  pthread_attr_t attributes;
  void *lowest;
  size_t size;
  pthread_getattr_np(pthread_self(), &attributes);
  pthread_attr_getstack(&attributes, &lowest, &size);
  stack_end = static_cast<char *>(lowest);
  static char other[65536];
  stack_t second = {};
  second.ss_sp = other;
  second.ss_size = sizeof other;
  sigaltstack(&second, nullptr);
  struct sigaction action = {};
  action.sa_sigaction = segfault;
  action.sa_flags = SA_SIGINFO | SA_ONSTACK;
  sigaction(SIGSEGV, &action, nullptr);
}

int main() {
  watch();
  const size_t letters = SIZE;
  char *text = static_cast<char *>(malloc(letters + 3));
  if (text == nullptr) return 2;
  memset(text, 'a', letters + 2);
  text[0] = text[letters + 1] = '"';
  text[letters + 2] = 0;
  matching = 1;
#if ENGINE == LOOP
  const bool found = matches_loop(text);
#elif ENGINE == POLYNOMIAL
  const bool found = matches_polynomial(text, PATTERN);
#else
  const bool found = matches(text, PATTERN);
#endif
  matching = 0;
  puts(found ? "matches" : "does not match");
  return found ? 0 : 1;
}
