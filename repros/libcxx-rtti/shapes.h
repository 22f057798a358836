// What the program and the library share: types that are defined in a header alone.
#include <exception>

#ifndef SHAPES_API
#define SHAPES_API
#endif

struct SHAPES_API Shape {
  virtual ~Shape() {}
  virtual int corners() const = 0;
};

struct SHAPES_API Circle : Shape {
  virtual int radius() const = 0;
};

struct SHAPES_API Failure : std::exception {};
