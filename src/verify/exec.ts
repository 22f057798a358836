import { execFile } from "node:child_process";

/** How a command ended. `code` is null where it could not be started or was killed; then `stderr` says why. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command to its end and keeps what it printed. Never throws. */
export function exec(
  command: string,
  args: readonly string[],
  options: {
    readonly env?: NodeJS.ProcessEnv;
    readonly cwd?: string;
    /** Milliseconds until it is killed. */
    readonly timeout?: number;
    readonly signal?: AbortSignal;
  } = {},
): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(
      command,
      [...args],
      { ...options, encoding: "utf8", maxBuffer: 64 << 20 },
      (error, stdout, stderr) => {
        if (error === null) resolve({ code: 0, stdout, stderr });
        else if (typeof error.code === "number")
          resolve({ code: error.code, stdout, stderr });
        else
          resolve({
            code: null,
            stdout,
            stderr: stderr === "" ? error.message : stderr,
          });
      },
    );
  });
}

/** The last `count` lines that say something, joined by ` / `. */
export function lastLines(text: string, count: number): string {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .slice(-count)
    .join(" / ");
}
