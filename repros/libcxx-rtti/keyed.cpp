#include "keyed.h"

// misbuilt:region keys
// MB0023: in one file, of one shared library that all others link with.
Shape::~Shape() = default;
Circle::~Circle() = default;
Failure::~Failure() = default;
// misbuilt:endregion keys
