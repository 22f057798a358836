/*
 * Casts a shape that the library made, and catches an exception that the library threw. Exit status: 0 both work, 1 not.
 * PLUGIN: the library is loaded by dlopen, and its path is the argument.
 */
#include HEADER
#include <cstdio>
#include <cstring>
#include <dlfcn.h>
#include <typeinfo>

#ifndef MODE
#define MODE RTLD_LOCAL
#endif

#ifdef PLUGIN
static Shape *(*make)();
static void (*fail)();

static void load(const char *path) {
  void *library = dlopen(path, RTLD_NOW | MODE);
  make = reinterpret_cast<Shape *(*)()>(dlsym(library, "make"));
  fail = reinterpret_cast<void (*)()>(dlsym(library, "fail"));
}
#else
extern "C" Shape *make();
extern "C" void fail();

static void load(const char *) {}
#endif

namespace {
// Has the name of a type of the library, and is another type: neither leaves its file.
struct Disc : Shape {
  int corners() const override { return 0; }
};
} // namespace

int main(int, char **arguments) {
  Disc disc;
  Shape *volatile own = &disc;
  if (own->corners() != 0) return 2;
  load(arguments[1]);
  bool cast = dynamic_cast<Circle *>(make()) != nullptr;
  std::printf("dynamic_cast<Circle *>: %s\n", cast ? "a circle" : "null");
  bool caught = false;
  try {
    fail();
  } catch (const Failure &) {
    caught = true;
    std::puts("caught as Failure");
  } catch (const std::exception &other) {
    const char *thrown = typeid(other).name();
    const char *wanted = typeid(Failure).name();
    std::printf("not caught as Failure, but as std::exception: %s, at %s\n",
                std::strcmp(thrown, wanted) == 0 ? "the same name" : "another name", thrown == wanted ? "one address" : "two addresses");
  }
  return cast && caught ? 0 : 1;
}
