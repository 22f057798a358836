/* misbuilt:region static */
/* MB0025: static, so that each file keeps the copy that was compiled with its own flags. */
static inline int by_value(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return x < y ? -1 : x > y;
}
/* misbuilt:endregion static */
