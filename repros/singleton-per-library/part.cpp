// Two libraries or plugins of one source: NAME is one or two.
#include "counter.h"

extern "C" __attribute__((visibility("default"))) int *NAME() {
  ++counter();
  return &counter();
}
