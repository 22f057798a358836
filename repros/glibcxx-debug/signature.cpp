#include "signature.h"

static long total;
void add_all(const std::vector<int> &rows) {
  for (int row : rows) total += row;
}
