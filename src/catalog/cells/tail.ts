/** How much of a cell’s standard output and of its standard error is recorded, in bytes: the end of each. */
export const outputLimit = 64 * 1024;
export const errorLimit = 4096;

/** The last `bytes` of a text, without the rest of a character that was cut. */
export function tail(text: string, bytes: number): string {
  const all = Buffer.from(text);
  return all.length <= bytes
    ? text
    : all
        .subarray(all.length - bytes)
        .toString("utf8")
        .replace(/^\uFFFD+/, "");
}

/** Whether a recorded text may be the end of a longer one. A cut through a character leaves up to 3 bytes less. */
export function mayBeCut(text: string, bytes: number): boolean {
  return Buffer.byteLength(text) >= bytes - 3;
}
