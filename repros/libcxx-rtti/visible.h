// misbuilt:region visible
// MB0023: the same for the library and for everybody who includes the header.
#define SHAPES_API __attribute__((visibility("default")))
// misbuilt:endregion visible
#include "shapes.h"
