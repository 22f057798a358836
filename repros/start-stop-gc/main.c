/*
 * Calls each hook of the section `hooks`, to which open.c and close.c add one each. Exit status: 0 both were called, 1 one
 * or both are missing.
 *
 * BOUNDS_weak  the bounds are weak, as where a program need not have hooks
 * BOUNDS_part  main() refers to the hook of open.c besides
 * otherwise    the bounds are ordinary symbols
 */
#include <stdio.h>
#include "hooks.h"

#ifdef BOUNDS_weak
extern hook *__start_hooks[] __attribute__((weak)), *__stop_hooks[] __attribute__((weak));
#else
extern hook *__start_hooks[], *__stop_hooks[];
#endif

int main(void) {
  int called = 0;
  for (hook **one = __start_hooks; one < __stop_hooks; one++) called += (*one)();
#ifdef BOUNDS_part
  if (hook_at_open == 0) return 2;
#endif
  int files = open_is_linked() + close_is_linked();
  printf("%d files are linked, the section has %d hooks, %d were called\n", files, (int)(__stop_hooks - __start_hooks), called);
  return called == files ? 0 : 1;
}
