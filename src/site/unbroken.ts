/** The longest word that is kept whole, in characters; a longer one might not fit on a phone. */
const longest = 30;

/** A character of HTML text: an entity is one. */
const character = /&[#\w]+;|[^&]/g;

/**
 * HTML of code in which a word with a hyphen stays on one line: browsers may break a line after each hyphen, and
 * `-dead_strip` would lose its own. Tags are left alone.
 */
export function unbroken(html: string): string {
  return html
    .split(/(<[^>]*>)/)
    .map((part, index) => (index % 2 === 1 ? part : words(part)))
    .join("");
}

function words(text: string): string {
  return text.replace(/\S*-\S*/g, (word) =>
    (word.match(character)?.length ?? 0) <= longest
      ? `<span class="whole">${word}</span>`
      : word,
  );
}

const entities: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
};

/** The same of code that is plain text. */
export function unbrokenText(code: string): string {
  return unbroken(code.replace(/[&<>]/g, (sign) => entities[sign] ?? sign));
}

/** Text in which flags, words that begin with a hyphen, stay on one line. */
export function unbrokenFlags(text: string): string {
  return text
    .replace(/[&<>]/g, (sign) => entities[sign] ?? sign)
    .replace(/(?<=^|[\s(“])-\S+/g, words);
}
