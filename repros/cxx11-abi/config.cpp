#define TITLE
#include "config.h"

int port_of(const Config &config) { return config.port; }
std::size_t size_in_library() { return sizeof(Config); }
std::string title(const Config &config) { return config.name + "!"; }
