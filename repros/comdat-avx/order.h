/* For qsort: numbers in their order. Its address is taken, so that each file has a copy of it, of which the linker keeps one. */
inline int by_value(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return x < y ? -1 : x > y;
}
