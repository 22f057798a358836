/*
 * Adds three rows to a report of the library's, and looks whether they arrived. Exit status: 0 they did, 1 they did not, 139 a
 * fault, after saying where.
 */
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <vector>
#ifdef UNDEFINED
#undef _GLIBCXX_DEBUG
#endif
#include "report.h"
#ifdef SIGNATURE
#include "signature.h"
#endif

static const char *volatile where = "before the library was called";

static void fault(int) {
  std::printf("a fault %s\n", where);
  std::fflush(stdout);
  std::signal(SIGSEGV, SIG_DFL);
}

int main() {
  std::signal(SIGSEGV, fault);
  bool same = sizeof(Report) == size_in_library();
  std::printf("Report has %s in program and library\n", same ? "one size" : "two sizes");
  std::fflush(stdout);
#ifdef SIGNATURE
  add_all({1, 2, 3});
#endif
  Report report;
  where = "in the library, at a row";
  for (int row = 1; row <= 3; row++) add(report, row);
  where = "after the rows";
  bool rows = report.rows.size() == 3 && report.rows[0] == 1, total = report.total == 6;
  std::printf("the rows are %s, the total is %s\n", rows ? "right" : "wrong", total ? "right" : "wrong");
  std::fflush(stdout);
  // Without a destructor: it would free what is none of a container's.
  std::_Exit(rows && total ? 0 : 1);
}
