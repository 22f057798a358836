/** The longest line, and the most words, that somebody types as a search. */
const longestQuery = 120;
const mostWords = 16;

/** What programs print and people do not type: a message after a name, a path, a place in a file, an address, a host. */
const printed = [
  /[\w)\]]: \S/,
  /(?:^|[\s("'=])(?:~?\/[\w.@+-]+){2,}|\b[A-Za-z]:\\\w/,
  /\b[\w+-]+\.[a-z]{1,5}:\d+/i,
  /\s0x[\da-f]{6,}\b|\b0x[\da-f]{6,}\s/i,
  /\w@[\w-]+\.\w/,
  /^\s*(?:#\d+ |at |==\d+==|>+ |\$ |\* thread)/,
  /\[[\s\d.]+\]|\[\d+\]/,
];

/**
 * What somebody put into the box: `log`, several lines, to be diagnosed; `line`, one line that a program printed, or a
 * title that quotes one, to be diagnosed and searched for; `query`, words to search for. Only a query may enter an
 * address: this goes by what a text is, and a short line of a log is still a log.
 */
export type Kind = "query" | "line" | "log";

/** Tells the three apart. */
export function kindOf(text: string): Kind {
  const trimmed = text.trim();
  if (/[\r\n]/.test(trimmed)) return "log";
  const typed =
    trimmed.length <= longestQuery &&
    trimmed.split(/\s+/).length <= mostWords &&
    !printed.some((mark) => mark.test(trimmed));
  return typed ? "query" : "line";
}
