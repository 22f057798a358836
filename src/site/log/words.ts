/** The words of a filter, in lower case, each once. */
export function wordsOf(query: string): string[] {
  return [...new Set(query.toLowerCase().split(/\s+/))].filter(
    (word) => word !== "",
  );
}

/** Whether a text in lower case has every word; no word is in every text. */
export function holdsAll(text: string, words: readonly string[]): boolean {
  return words.every((word) => text.includes(word));
}

/** Where the words stand in a text in lower case: from and to, in order, overlaps joined. */
export function placesOf(
  text: string,
  words: readonly string[],
): [from: number, to: number][] {
  const found: [number, number][] = [];
  for (const word of words)
    for (
      let at = text.indexOf(word);
      at !== -1;
      at = text.indexOf(word, at + 1)
    )
      found.push([at, at + word.length]);
  const joined: [number, number][] = [];
  for (const [from, to] of found.sort(([a], [b]) => a - b)) {
    const last = joined.at(-1);
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to);
    else joined.push([from, to]);
  }
  return joined;
}
