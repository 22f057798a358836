import { execFile, type ExecFileException } from "node:child_process";
import { join, resolve } from "node:path";

export const repository = resolve(import.meta.dirname, "../..");
export const main = join(repository, "src/cli/main.ts");

export interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the real command line in a process of its own. */
export function misbuilt(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Run> {
  return run(process.execPath, [main, ...args], { ...process.env, ...env });
}

/** Runs a program to its end. */
export function run(
  file: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
  cwd = repository,
): Promise<Run> {
  return new Promise((done) => {
    const child = execFile(
      file,
      [...args],
      { env, cwd, maxBuffer: 64 * 1024 * 1024 },
      (error, out, err) => {
        done({ code: status(error), out, err });
      },
    );
    child.stdin?.end();
  });
}

function status(error: ExecFileException | null): number {
  if (error === null) return 0;
  return typeof error.code === "number" ? error.code : -1;
}
