/* What program and library share: a class with a container in it, and functions whose names say nothing of the container. */
#include <cstddef>
#include <vector>

struct Report {
  std::vector<int> rows;
  long total = 0;
  long room[4] = {0, 0, 0, 0};  // so that what a larger Report writes stays inside of a smaller one
};

void add(Report &report, int row);
std::size_t size_in_library();
