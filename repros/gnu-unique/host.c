/*
 * A host that loads plugins. counter.so is closed and loaded again: its counter should start anew. one.so and two.so are then
 * loaded beside each other with RTLD_LOCAL: each should read its own settings. Exit status: 0 so it is, 1 something differs.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>

static const char *folder;
static int wrong;

static void *load(const char *name, int mode) {
  char path[4096];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  return dlopen(path, RTLD_NOW | RTLD_LOCAL | mode);
}

static void reload(int time) {
  void *plugin = load("counter.so", 0);
  int (*call)(void) = (int (*)(void))dlsym(plugin, "call");
  int number = call();
  printf("load %d of counter.so: call number %d\n", time, number);
  wrong |= number != 1;
  dlclose(plugin);
}

static void settings(const char *name, int own) {
  const int *(*version)(void) = (const int *(*)(void))dlsym(load(name, 0), "version");
  const int *reads = version();
  Dl_info place;
  dladdr(reads, &place);
  printf("%s has version %d and reads version %d, in %s\n", name, own, *reads, strrchr(place.dli_fname, '/') + 1);
  wrong |= *reads != own;
}

int main(int count, char **arguments) {
  if (count != 2) return 2;
  folder = arguments[1];
  reload(1);
  reload(2);
  printf("counter.so is %s after dlclose\n", load("counter.so", RTLD_NOLOAD) ? "still loaded" : "gone");
  settings("one.so", 1);
  settings("two.so", 2);
  return wrong;
}
