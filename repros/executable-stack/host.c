/*
 * Opens the library that is given, asks it for an answer, and looks at the process's own stack before and after.
 * Without an argument the answer comes out of the program itself. Exit status: 0 the stack is not executable, 1 it is,
 * 2 the loader refused the library.
 */
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>

/* What /proc says of the stack, such as rw-p. */
static const char *stack(void) {
  static char line[512];
  FILE *maps = fopen("/proc/self/maps", "r");
  while (maps != NULL && fgets(line, sizeof line, maps) != NULL)
    if (strstr(line, "[stack]") != NULL) {
      char *rights = strchr(line, ' ') + 1;
      rights[4] = 0;
      fclose(maps);
      return rights;
    }
  return "not found";
}

#ifdef OWN
int answer(void);
#endif

int main(int count, char **names) {
  int (*ask)(void) = NULL;
#ifdef OWN
  ask = answer;
#endif
  printf("stack before: %s\n", stack());
  if (count > 1) {
    void *library = dlopen(names[1], RTLD_NOW);
    if (library == NULL) {
      printf("refused: %s\n", dlerror());
      return 2;
    }
    ask = (int (*)(void))dlsym(library, "answer");
  }
  if (ask == NULL) {
    puts("nobody to ask");
    return 3;
  }
  fflush(stdout);
  printf("the answer is %d\n", ask());
  const char *after = stack();
  printf("stack after: %s\n", after);
  return strchr(after, 'x') != NULL;
}
