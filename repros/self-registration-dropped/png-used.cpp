#include "registry.h"

namespace {
struct AtStart {
  AtStart() { register_codec("png"); }
};
__attribute__((used)) AtStart at_start;
} // namespace

extern "C" {
extern const char png_codec_is_here = 1;
}
