// A plugin with a counter that starts at 0 and, given VERSION, with the settings of that release.
#ifdef SHARED_POINTER
#include <memory>
#endif
#define EXPORT extern "C" __attribute__((visibility("default")))

// misbuilt:region counter
inline int &calls() {
  static int count = 0;
  return count;
}
// misbuilt:endregion counter

EXPORT int call() {
#ifdef SHARED_POINTER
  return *std::make_shared<int>(++calls());
#else
  return ++calls();
#endif
}

#ifdef VERSION
#include "settings.h"
EXPORT const int *version() { return &settings().version; }
#endif
