/** A piece of text handed on at once is never longer than this, in UTF-16 units; longer lines come in parts. */
export const maxPart = 16_384;

/**
 * Cuts a stream of text into lines: LF, CRLF or lone CR. Of a line that is rewritten with CR (a progress bar) each
 * state counts as a line of its own but keeps the number. Lines longer than {@link maxPart} come in parts with the
 * same number, cut after a comma or blank where there is one, so that a minified JSON document still reads as parts.
 */
export class LineSplitter {
  #rest = "";
  #number = 1;
  readonly #each: (line: string, number: number) => void;

  constructor(each: (line: string, number: number) => void) {
    this.#each = each;
  }

  write(text: string): void {
    if (this.#rest.length < maxPart && !text.includes("\n")) {
      this.#rest += text;
      if (this.#rest.length < 2 * maxPart) return;
      text = this.#rest;
      this.#rest = "";
    }
    const all = this.#rest === "" ? text : this.#rest + text;
    let start = 0;
    for (;;) {
      const end = all.indexOf("\n", start);
      if (end === -1) break;
      this.#line(all.slice(start, end));
      this.#number++;
      start = end + 1;
    }
    let rest = all.slice(start);
    // A CR at the very end may be half of a CRLF, so the last character always waits.
    while (rest.length > 2 * maxPart) {
      const cut = cutOf(rest);
      this.#part(rest.slice(0, cut));
      rest = rest.slice(cut);
    }
    this.#rest = rest;
  }

  end(): void {
    if (this.#rest !== "") this.#line(this.#rest);
    // What ends with a line end has no line after it.
    else this.#number--;
    this.#rest = "";
  }

  /** How many lines there were, once it has ended. */
  get count(): number {
    return this.#number;
  }

  #line(line: string): void {
    let rest = line;
    while (rest.length > maxPart) {
      const cut = cutOf(rest);
      this.#part(rest.slice(0, cut));
      rest = rest.slice(cut);
    }
    this.#part(rest);
  }

  #part(part: string): void {
    if (!part.includes("\r")) {
      this.#each(part, this.#number);
      return;
    }
    for (const state of part.split("\r"))
      if (state !== "") this.#each(state, this.#number);
  }
}

/** Line ends as a log has them that was made into one line. */
const writtenEnds = ["\\n", "%0A", "<br"] as const;

/** Where to cut a long line: before a written line end, or after the last comma, brace or blank of its first part. */
function cutOf(text: string): number {
  for (const end of writtenEnds) {
    const at = text.slice(0, maxPart).lastIndexOf(end);
    if (at > maxPart / 2) return at;
  }
  for (let i = maxPart - 1; i > maxPart / 2; i--) {
    const code = text.charCodeAt(i);
    if (code === 44 || code === 32 || code === 125) return i + 1;
  }
  return maxPart;
}
