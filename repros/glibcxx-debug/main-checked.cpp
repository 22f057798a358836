/* The program's own container is checked; the library's stays as the library knows it. Exit status as in main.cpp. */
#include <csignal>
#include <cstdio>
#include <type_traits>
#include "report.h"
/* misbuilt:region containers */
#include <debug/vector>

/* MB0032: checked without -D_GLIBCXX_DEBUG, so that std::vector stays what the library has. Not for objects of the library's. */
static __gnu_debug::vector<int> own_rows = {1, 2, 3};
/* misbuilt:endregion containers */

static void fault(int) {
  std::puts("a fault in the library, at a row");
  std::fflush(stdout);
  std::signal(SIGSEGV, SIG_DFL);
}

int main() {
  std::signal(SIGSEGV, fault);
  bool same = sizeof(Report) == size_in_library();
  std::printf("Report has %s in program and library\n", same ? "one size" : "two sizes");
  std::fflush(stdout);
  bool checked = std::is_base_of<__gnu_debug::_Safe_sequence_base, decltype(own_rows)>::value;
  std::printf("the program's own rows are %s\n", checked ? "checked" : "not checked");
  std::fflush(stdout);
  Report report;
  for (int row : own_rows) add(report, row);
  bool rows = report.rows.size() == 3 && report.rows[0] == 1, total = report.total == 6;
  std::printf("the rows are %s, the total is %s\n", rows ? "right" : "wrong", total ? "right" : "wrong");
  return rows && total ? 0 : 1;
}
