#include "registry.h"

namespace {
struct AtStart {
  AtStart() { register_codec("png"); }
} at_start;
} // namespace

/* Nothing refers to this name, unless -u or reference.cpp does. */
extern "C" {
extern const char png_codec_is_here = 1;
}
