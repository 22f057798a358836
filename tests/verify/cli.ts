import { spawn } from "node:child_process";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, vi } from "vitest";
import { report, type Report } from "../../src/verify/report/report.ts";

// Each of these tests starts whole programs, on machines that may be busy.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

export const repository = resolve(import.meta.dirname, "../..");
export const fixtures = join(import.meta.dirname, "fixtures");

export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Starts `misbuilt` as a person would, with a cache of its own; with `group`, in a process group that it leads; with
 * `through`, by a command that ends in another.
 */
export function start(
  args: readonly string[],
  cache: string,
  env: NodeJS.ProcessEnv = {},
  group = false,
  through: readonly string[] = [],
) {
  const main = join(repository, "src/cli/main.ts");
  const [command = "", ...rest] = [...through, process.execPath, main, ...args];
  return spawn(command, rest, {
    detached: group,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, XDG_CACHE_HOME: cache, ...env },
  });
}

/** Runs `misbuilt` to its end. */
export async function misbuilt(
  args: readonly string[],
  cache: string,
  env: NodeJS.ProcessEnv = {},
  through: readonly string[] = [],
): Promise<Run> {
  const child = start(args, cache, env, false, through);
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  child.stderr.on("data", (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  const code = await new Promise<number | null>((resolve) =>
    child.once("close", resolve),
  );
  return { code, stdout, stderr };
}

/** What `--json` printed. */
export function parse(run: Run): Report {
  return report.parse(JSON.parse(run.stdout));
}

const folders: string[] = [];
afterAll(async () => {
  for (const folder of folders)
    await rm(folder, { recursive: true, force: true });
});

/** A folder that is gone when the file’s tests are. */
export async function temporary(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "misbuilt-test-"));
  folders.push(folder);
  return folder;
}

/** A copy of a fixture that a test may change. */
export async function copyOf(fixture: string): Promise<string> {
  const root = join(await temporary(), fixture);
  await cp(join(fixtures, fixture), root, { recursive: true });
  return root;
}
