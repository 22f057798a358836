/*
 * A host that opens plug-ins in the order of its arguments, as interpreters and audio programs do, and asks each for an
 * answer out of its thread-local buffer. Exit status: 0 all answered, 1 the loader refused one, 3 one answered wrongly.
 */
#include <dlfcn.h>
#include <stdio.h>

int main(int count, char **names) {
  for (int i = 1; i < count; i++) {
    printf("opening %s\n", names[i]);
    void *plugin = dlopen(names[i], RTLD_NOW);
    if (plugin == NULL) {
      printf("refused: %s\n", dlerror());
      return 1;
    }
    int (*answer)(int) = (int (*)(int))dlsym(plugin, "answer");
    if (answer == NULL || answer(42) != 42) {
      printf("%s does not answer\n", names[i]);
      return 3;
    }
  }
  puts("all plug-ins answer");
  return 0;
}
