// Matches with std::regex. In a file of its own, because it compiles slowly.
#include <regex>
#include <string>

bool matches(const char *characters, const char *pattern) {
  const std::string text(characters);
  const std::regex expression(pattern);
  return std::regex_match(text, expression);
}

#ifdef __GLIBCXX__
bool matches_polynomial(const char *characters, const char *pattern) {
  const std::string text(characters);
  // misbuilt:region polynomial
  // MB0026: libstdc++'s other engine. It keeps a list of states, and does not recurse for each character.
  const auto flags = std::regex::ECMAScript | std::regex_constants::__polynomial;
  const std::regex expression(pattern, flags);
  // misbuilt:endregion polynomial
  return std::regex_match(text, expression);
}
#endif
