/*
 * Asks a library for the port in a configuration of the program's. Exit status: 0 the answer is right, 1 it is another number.
 */
#include <cstdio>
#include "config.h"
#include "plain.h"

int main(int argc, char **) {
  bool same = sizeof(Config) == size_in_library();
  std::printf("Config has %s in program and library\n", same ? "one size" : "two sizes");
  Config config;
  PlainConfig plain = {config.version, config.name.c_str(), config.port};
  int port = argc > 1 ? port_of_plain(&plain) : port_of(config);
#ifdef TITLE
  std::puts(title(config).c_str());
#endif
  std::printf("the library reads port %d, the program set %d\n", port, config.port);
  return port == config.port ? 0 : 1;
}
