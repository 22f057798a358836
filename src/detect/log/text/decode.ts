/** Turns a stream of bytes into text: UTF-8, or UTF-16 where its byte order mark says so. Bad bytes become U+FFFD. */
export class ByteDecoder {
  #decoder: TextDecoder | undefined;
  #head = new Uint8Array(0);

  /** The text of `bytes`; a character cut at the end waits for the next call. */
  write(bytes: Uint8Array): string {
    if (this.#decoder !== undefined)
      return this.#decoder.decode(bytes, { stream: true });
    const head = new Uint8Array(this.#head.length + bytes.length);
    head.set(this.#head);
    head.set(bytes, this.#head.length);
    if (head.length < 2) {
      this.#head = head;
      return "";
    }
    this.#head = new Uint8Array(0);
    this.#decoder = new TextDecoder(encodingOf(head));
    return this.#decoder.decode(head, { stream: true });
  }

  /** What was still waiting. */
  end(): string {
    const decoder = this.#decoder ?? new TextDecoder();
    return decoder.decode(this.#head);
  }
}

function encodingOf(head: Uint8Array): string {
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  if (head[0] === 0xfe && head[1] === 0xff) return "utf-16be";
  return "utf-8";
}
