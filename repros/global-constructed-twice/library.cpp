// Two libraries of one source, libone.so and libtwo.so: NAME is one or two.
#include "registry.h"

extern "C" __attribute__((visibility("default"))) Registry *NAME() { return &the_registry(); }
