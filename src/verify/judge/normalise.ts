import { stripVTControlCharacters } from "node:util";

/** Names of places and the absolute paths that stand for them in output, such as `OUT` and `/tmp/misbuilt/out`. */
export type Places = Readonly<Record<string, string>>;

/** An address as tools print them: too long for an offset or a size that a script would print on purpose. */
const address = /\b0x[0-9a-fA-F]{6,16}\b/g;

/**
 * Makes output comparable between machines and runs: paths become `$OUT`, `$REPRO`, `$ZIG` and so on, addresses
 * become `0xADDRESS`, line ends become LF, and terminal colours go. Doing it twice changes nothing more.
 */
export function normalise(text: string, places: Places): string {
  const byLength = Object.entries(places)
    .filter(([, path]) => path.startsWith("/") && path.length > 1)
    .sort(([, a], [, b]) => b.length - a.length);
  let result = stripVTControlCharacters(text).replaceAll("\r\n", "\n");
  for (const [name, path] of byLength)
    result = result.replaceAll(path, `$${name}`);
  return result.replaceAll(address, "0xADDRESS");
}
