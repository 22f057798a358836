// Matches a long text against a regular expression. PATTERN, SIZE and ENGINE say which.
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <regex>
#include <string>
#include <pthread.h>
#include <unistd.h>

#define REGEX 0
#define POLYNOMIAL 1
#define LOOP 2

static char *stack_end;
static volatile std::sig_atomic_t matching;

// Runs on a stack of its own, says where the program died, and lets it die.
static void segfault(int, siginfo_t *info, void *) {
  char *address = static_cast<char *>(info->si_addr);
  bool overflow = address >= stack_end - 65536 && address < stack_end + 65536;
  const char *text = !overflow ? "SIGSEGV, and stack is left\n"
                     : matching ? "SIGSEGV at the end of the stack, inside std::regex_match\n"
                                : "SIGSEGV at the end of the stack, elsewhere\n";
  std::size_t size = std::char_traits<char>::length(text);
  if (write(1, text, size) != static_cast<ssize_t>(size)) _exit(9);
  std::signal(SIGSEGV, SIG_DFL);
}

static void watch() {
  pthread_attr_t attributes;
  void *lowest;
  std::size_t size;
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

#if ENGINE == LOOP
// misbuilt:region loop
// MB0026: a loop in place of std::regex: text in quotes, with backslashes before quotes inside.
static bool quoted(const std::string &text) {
  if (text.size() < 2 || text.front() != '"') return false;
  for (std::size_t i = 1; i < text.size(); i++) {
    if (text[i] == '"') return i + 1 == text.size();
    if (text[i] == '\\') i++;
  }
  return false;
}
// misbuilt:endregion loop
#endif

static bool matches(const std::string &text) {
#if ENGINE == LOOP
  return quoted(text);
#elif ENGINE == POLYNOMIAL
  // misbuilt:region polynomial
  // MB0026: libstdc++'s other engine. It keeps a list of states, and does not recurse for each character.
  const auto flags = std::regex::ECMAScript | std::regex_constants::__polynomial;
  const std::regex expression(PATTERN, flags);
  // misbuilt:endregion polynomial
  return std::regex_match(text, expression);
#else
  const std::regex expression(PATTERN);
  return std::regex_match(text, expression);
#endif
}

int main() {
  watch();
  const std::string text = '"' + std::string(SIZE, 'a') + '"';
  matching = 1;
  const bool found = matches(text);
  matching = 0;
  std::printf("%s\n", found ? "matches" : "does not match");
  return found ? 0 : 1;
}
