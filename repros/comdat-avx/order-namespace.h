/* misbuilt:region namespace */
/* MB0025: each set of flags has a namespace, and so a name of its own for the linker. Compile the AVX2 files with -DISA=avx2. */
#ifndef ISA
#define ISA plain
#endif
namespace ISA {
inline int by_value(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return x < y ? -1 : x > y;
}
}  // namespace ISA
using namespace ISA;
/* misbuilt:endregion namespace */
