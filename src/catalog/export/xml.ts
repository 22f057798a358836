const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

/** What XML 1.0 forbids even as a reference: most control characters, lone surrogates, U+FFFE and U+FFFF. */
const forbidden =
  /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

/** Text for XML, in an element or an attribute. A character that XML has no way to write becomes U+FFFD. */
export function xml(text: string): string {
  return text
    .replaceAll(forbidden, "\u{FFFD}")
    .replaceAll(/[&<>"']/g, (character) => entities[character] ?? character);
}
