/** A file says something that it cannot hold. The message is a sentence without a full stop, for the person. */
export class Unreadable extends Error {
  override readonly name = "Unreadable";
}

/** Reads numbers of one byte order out of a part of a file. */
export class Part {
  readonly #view: DataView;
  readonly #little: boolean;
  readonly #wide: boolean;

  constructor(bytes: ArrayBuffer, order: { little: boolean; wide: boolean }) {
    this.#view = new DataView(bytes);
    this.#little = order.little;
    this.#wide = order.wide;
  }

  get length(): number {
    return this.#view.byteLength;
  }

  half(offset: number): number {
    return this.#view.getUint16(offset, this.#little);
  }

  word(offset: number): number {
    return this.#view.getUint32(offset, this.#little);
  }

  /** A number as wide as the file’s addresses. */
  address(offset: number): bigint {
    return this.#wide
      ? this.#view.getBigUint64(offset, this.#little)
      : BigInt(this.word(offset));
  }
}

/** The bytes of `file` from `offset` on, exactly `length` of them. Throws `Unreadable` where it ends before; `what` they are says it. */
export async function bytesAt(
  file: Blob,
  offset: bigint,
  length: number,
  what: string,
): Promise<ArrayBuffer> {
  const end = offset + BigInt(length);
  if (end > BigInt(file.size))
    throw new Unreadable(
      `${what} should end at byte ${end}, and the file has ${file.size}`,
    );
  return file.slice(Number(offset), Number(end)).arrayBuffer();
}
