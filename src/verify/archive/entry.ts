/** What an archive can hold that is kept: files, folders and links. Owners, set-id bits and the like are not read. */
export type Entry =
  | {
      readonly kind: "file";
      readonly path: string;
      readonly executable: boolean;
      /** Seconds since 1970; nothing where the archive does not say. */
      readonly modified: number | undefined;
      /** Must be read to its end before the next entry. */
      readonly bytes: AsyncIterable<Buffer>;
    }
  | { readonly kind: "folder"; readonly path: string }
  | { readonly kind: "link"; readonly path: string; readonly target: string }
  | {
      /** Another name of a file that came before. */
      readonly kind: "name";
      readonly path: string;
      readonly target: string;
    };

/** An archive holds what is not kept, or is none. The message says what, in a clause. */
export class ArchiveError extends Error {
  override readonly name = "ArchiveError";
}

const decoder = new TextDecoder("utf-8", { fatal: true });

/** A name as text. Throws where it is not UTF-8. */
export function nameOf(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw new ArchiveError(
      `a name is not UTF-8: ${JSON.stringify(Buffer.from(bytes).toString("latin1"))}`,
    );
  }
}
