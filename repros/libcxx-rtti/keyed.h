// The types of shapes.h. keyed.cpp, a shared library of its own, defines one virtual function of each.
#include <exception>

// misbuilt:region keyed
struct Shape {
  virtual ~Shape();
  virtual int corners() const = 0;
};

struct Circle : Shape {
  ~Circle() override;
  virtual int radius() const = 0;
};

struct Failure : std::exception {
  ~Failure() override;
};
// misbuilt:endregion keyed
