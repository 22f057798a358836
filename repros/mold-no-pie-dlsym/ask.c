/*
 * Takes the address of FUNCTION, and asks dlsym for it. Exit status: 0 both are the same, 1 they differ, 2 dlsym knows none.
 * It dies of SIGSEGV where dlsym calls the program's own stub for FUNCTION as if it chose an implementation.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define TEXT(name) #name
#define NAME(name) TEXT(name)

int main(void) {
  void *volatile own = (void *)FUNCTION;
  puts("asking dlsym for " NAME(FUNCTION));
  fflush(stdout);
  void *asked = dlsym(RTLD_DEFAULT, NAME(FUNCTION));
  puts(asked == 0 ? "dlsym knows none" : asked == own ? "dlsym gives the same address" : "dlsym gives another address");
  return asked == 0 ? 2 : asked != own;
}
