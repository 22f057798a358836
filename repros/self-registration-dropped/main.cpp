/*
 * A program with one codec, which registers itself before main(). Exit status: 0 it is registered, 1 it is not.
 */
#include <cstdio>
#include "registry.h"

int main() {
  std::printf("%d of 1 codecs registered\npng.cpp is %s\n", codecs_registered(), where_png_is());
  return codecs_registered() == 1 ? 0 : 1;
}
