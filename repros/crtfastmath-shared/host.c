/*
 * A program that uses a library, and asks at three moments whether two different numbers have a difference: before the
 * library is loaded, when it is loaded, and after a call of it. IEEE 754 promises that a - b is 0 only where a == b; the
 * promise needs subnormal numbers. Exit status: 0 it always holds, 1 it is broken at one of the moments.
 */
#include <float.h>
#include <pthread.h>
#include <stdio.h>
#include <xmmintrin.h>
#include "load.h"

static volatile double a = DBL_MIN * 1.5, b = DBL_MIN;

struct seen {
  int sound;
  unsigned bits;
};

static struct seen look(void) {
  return (struct seen){a != b && a - b != 0, _mm_getcsr() & 0x8040};
}

static struct seen before;
static void look_before(void) { before = look(); }

#ifdef LINKED
/* Before the initialisers of any library run. */
__attribute__((section(".preinit_array"), used)) static void (*const first)(void) = look_before;
#endif

static void *look_in_thread(void *into) {
  *(struct seen *)into = look();
  return NULL;
}

static void tell(const char *when, struct seen now) {
  printf("%s: a - b is %s; MXCSR has %s\n", when, now.sound ? "not 0" : "0",
         now.bits == 0x8040   ? "FTZ and DAZ"
         : now.bits == 0x8000 ? "FTZ"
         : now.bits == 0      ? "neither FTZ nor DAZ"
                              : "DAZ");
}

int main(void) {
#ifndef LINKED
  look_before();
#endif
  tell("before the library is loaded", before);
  if (!load()) {
    puts("the library was not loaded");
    return 1;
  }
  struct seen loaded = look(), thread, called;
  tell("when it is loaded", loaded);
  pthread_t other;
  pthread_create(&other, NULL, look_in_thread, &thread);
  pthread_join(other, NULL);
  tell("in a new thread", thread);
  double two[] = {2, 4};
  double result = mean_of(two, 2);
  called = look();
  tell("after a call of it", called);
  if (result != 3) {
    puts("the mean is wrong");
    return 1;
  }
  if (!before.sound) {
    puts("subnormal numbers were off before the library came");
    return 1;
  }
  if (!loaded.sound && loaded.bits) {
    puts("loading the library turned subnormal numbers off");
    return 1;
  }
  if (!called.sound || !thread.sound) {
    puts("something else turned subnormal numbers off");
    return 1;
  }
  puts("subnormal numbers work");
  return 0;
}
