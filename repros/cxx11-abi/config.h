/* What program and library share: a class with a string in it, and functions whose names say nothing of the string. */
#include <cstddef>
#include <string>

struct Config {
  int version = 1;
  std::string name = "the northern office";
  int port = 8080;
  long room[4] = {0, 0, 0, 0};  // so that what a larger Config reads stays inside of a smaller one
};

int port_of(const Config &config);
std::size_t size_in_library();
#ifdef TITLE
std::string title(const Config &config);
#endif
