/* A function with the container in its signature. */
#include <vector>

void add_all(const std::vector<int> &rows);
