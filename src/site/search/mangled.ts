const mangled = /^_{0,2}(?:Z[NKL]|Z\d|R[NIMXY])/;

/** What a crate's hash looks like at the end of a Rust symbol of the older scheme. */
const rustHash = /^h[0-9a-f]{16}$/;

/**
 * The names in a mangled symbol: `_ZN4core3fmt5writeE` has `core`, `fmt` and `write`. Itanium C++ and both schemes of
 * Rust write each name after its length. Nothing, for a word that is no such symbol.
 */
export function symbolNames(word: string): string[] {
  if (!mangled.test(word)) return [];
  // In Rust's newer scheme a crate has a number in base 62, whose digits are no length.
  const symbol = word.replace(/Cs[0-9A-Za-z]+_/g, "C");
  const names: string[] = [];
  for (let at = symbol.search(/\d/); at >= 0;) {
    const digits = /^\d+/.exec(symbol.slice(at))?.[0] ?? "";
    const start = at + digits.length;
    const end = start + Number(digits);
    if (digits === "" || end > symbol.length) break;
    const name = symbol.slice(start, end);
    if (!rustHash.test(name)) names.push(name);
    const next = symbol.slice(end).search(/\d/);
    at = next < 0 ? -1 : end + next;
  }
  return names;
}
