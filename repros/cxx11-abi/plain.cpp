#include <string>
#include "plain.h"

extern "C" int port_of_plain(const PlainConfig *config) {
  std::string name = config->name;
  return name == "the northern office" ? config->port : 0;
}
