// misbuilt:region type-visible
// MB0023: the type information and the virtual table are visible; member functions keep the visibility that they had.
#define SHAPES_API __attribute__((type_visibility("default")))
// misbuilt:endregion type-visible
#include "shapes.h"
