import process from "node:process";

/** What the setup says about itself goes to stderr, so that stdout stays the task’s own. */

/** @param {string} line */
export function say(line) {
  process.stderr.write(`misbuilt: ${line}\n`);
}

/** A failure that the setup can name: one line, no stack. */
export class SetupError extends Error {
  /** @override */
  name = "SetupError";
}

/** @param {number} from `Date.now()` at the start */
export function since(from) {
  const seconds = (Date.now() - from) / 1000;
  return seconds < 90
    ? `${seconds.toFixed(1)} s`
    : `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}
