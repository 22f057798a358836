/** The longest single line that is still a search. */
const longestQuery = 80;

/** The most words of a search. */
const mostWords = 6;

/**
 * Whether a text is something a program printed, to be diagnosed, and not words to search for: several lines, a long one, or
 * one with a message’s punctuation (`name: words`).
 */
export function looksLikeLog(text: string): boolean {
  const trimmed = text.trim();
  if (/[\r\n]/.test(trimmed)) return true;
  if (trimmed.length > longestQuery) return true;
  if (/[\w)\]]: \S/.test(trimmed)) return true;
  return trimmed.split(/\s+/).length > mostWords;
}
