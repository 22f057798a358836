#include "counter.h"

// misbuilt:region defined
int &counter() {
  static int count = 0;
  return count;
}
// misbuilt:endregion defined
