/*
 * A GNU C nested function that is called through a pointer. GCC writes a trampoline for it on the stack, which must be
 * executable for that; the compiler says so in the object file.
 */
__attribute__((noinline, noclone)) static int through(int (*function)(int)) { return function(40); }

int answer(void) {
  volatile int more = 2;
  int add(int value) { return value + more; }
  return through(add);
}
