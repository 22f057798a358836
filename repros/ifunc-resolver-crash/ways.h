/* Two ways to do the same, of which a resolver chooses one. */
static int plain(const int *values, int count) {
  int sum = 0;
  for (int i = 0; i < count; i++) sum += values[i];
  return sum;
}
static int wide(const int *values, int count) {
  int sum = 0;
  for (int i = count; i > 0; i--) sum += values[i - 1];
  return sum;
}
