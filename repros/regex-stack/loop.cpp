// Matches the expression `quoted` without std::regex.
#include <string>

// misbuilt:region loop
// MB0026: a loop in place of std::regex: text in quotes, with backslashes before quotes inside.
static bool quoted(const std::string &text) {
  if (text.size() < 2 || text.front() != '"') return false;
  for (std::size_t i = 1; i < text.size(); i++) {
    if (text[i] == '"') return i + 1 == text.size();
    if (text[i] == '\\') i++;
  }
  return false;
}
// misbuilt:endregion loop

bool matches_loop(const char *text) { return quoted(text); }
