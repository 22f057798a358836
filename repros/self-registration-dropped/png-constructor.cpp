/* A file without any name that others could refer to, as C libraries write it. */
#include "registry.h"

__attribute__((constructor)) static void at_start() { register_codec("png"); }
