/* Loads a library. Exit status: 0 it loads and answers 42, 1 the loader refuses it. */
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>

int main(int count, char **words) {
  (void)count;
  void *library = dlopen(words[1], RTLD_NOW);
  if (library == 0) {
    const char *message = dlerror(), *colon = strchr(message, ':');
    printf("refused%s\n", colon ? colon : message);
    return 1;
  }
  int (*answer)(void) = (int (*)(void))dlsym(library, "answer");
  printf("loaded, and answers %d\n", answer());
  return answer() == 42 ? 0 : 1;
}
