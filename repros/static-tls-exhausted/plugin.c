/*
 * A plug-in with a buffer of SIZE bytes for each thread. MODEL, where it is given, is an attribute of the variable.
 */
#ifndef ALIGN
#define ALIGN 32
#endif
#ifndef MODEL
#define MODEL
#endif

__thread char scratch[SIZE] MODEL __attribute__((aligned(ALIGN)));

int answer(int value) {
  scratch[value % SIZE] = (char)value;
  return scratch[value % SIZE];
}
