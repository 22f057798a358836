/*
 * A plain function, compiled at each level: eight products in an array that another function reads. Where the compiler fills the
 * array with aligned vector stores, the function dies when its caller has misaligned the stack; where it uses scalar
 * stores, or none, the same broken call survives.
 */
__attribute__((noinline)) static int sum(const int *values) {
  __asm__ volatile("" : "+r"(values)::"memory");
  int total = 0;
  for (int i = 0; i < 8; i++) total += values[i];
  return total;
}

int callee(int factor) {
  int values[8];
  for (int i = 0; i < 8; i++) values[i] = factor * i;
  return sum(values);
}
