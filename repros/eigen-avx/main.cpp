/*
 * Gets numbers from a library in a vector, adds them up and frees the vector: one that the library allocated, or its own with
 * the argument `copied`. Exit status: 0 all is well; 134 the C library found the heap damaged; 139 a fault, after saying at which step.
 */
#include <csignal>
#include <cstdio>
#include "samples.h"
#include "how.h"

static const char *volatile step = "before the vector was freed";

static void fault(int) {
  std::printf("a fault %s\n", step);
  std::fflush(stdout);
  std::signal(SIGSEGV, SIG_DFL);
}

int main(int argc, char **) {
  std::signal(SIGSEGV, fault);
  std::printf("the library has memory %s\nthe program has memory %s\n", how_samples_come(), HOW);
  std::fflush(stdout);
  {
    Eigen::VectorXd got;
    if (argc > 1) {
      got.resize(10);
      samples(10, got.data());
    } else {
      got = samples(10);
    }
    std::printf("the sum is %s\n", got.sum() == 10 ? "right" : "wrong");
    std::fflush(stdout);
    step = "while the vector was freed";
  }
  step = "after the vector was freed";
  std::puts("the vector is freed");
}
