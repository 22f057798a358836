import { lstat, mkdir, readdir, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { fact, run } from "../../catalog/schema/index.ts";
import { isAlive } from "../abandoned.ts";
import { keepIfPossible, keepingFailed } from "../keep.ts";
import type { Observation } from "../../catalog/cells/recognise.ts";

const stepSchema = z.object({
  exit: z.number().nullable(),
  stdout: z.string(),
  stderr: z.string(),
});

const observationSchema = z.object({
  build: stepSchema,
  run: stepSchema,
  affected: stepSchema.optional(),
  facts: z.record(z.string(), fact),
  ms: z.number(),
  measuredAt: z.iso.datetime(),
  by: run.optional(),
  problem: z.string().optional(),
  suspicion: z.string().optional(),
});

/** No answer is larger; a link may lead to a device that never ends. */
const longestAnswer = 64 << 20;

async function read(path: string): Promise<Observation | undefined> {
  try {
    const found = await lstat(path);
    if (!found.isFile() || found.size > longestAnswer) return undefined;
    return observationSchema.parse(JSON.parse(await readFile(path, "utf8")));
  } catch {
    // What is not there, cannot be read or is not ours is no answer; the cell runs and writes it anew.
    return undefined;
  }
}

function answerFile(cache: string, key: string): string {
  return join(cache, "answers", key.slice(0, 2), `${key}.json`);
}

/** What was seen when the same inputs were last run, where they were. */
export function recall(
  cache: string,
  key: string,
): Promise<Observation | undefined> {
  return read(answerFile(cache, key));
}

/** Keeps what was seen. What ended at a limit or by accident is never an answer. */
export async function remember(
  cache: string,
  key: string,
  observation: Observation,
  note: (text: string) => void,
): Promise<void> {
  if (observation.problem !== undefined) return;
  await keepIfPossible(
    answerFile(cache, key),
    `${JSON.stringify(observation)}\n`,
    note,
  );
}

/** The record of one run while it lasts: one file for each finished cell, gone when the run is complete. */
export interface Journal {
  readonly folder: string;
  write(key: string, observation: Observation): Promise<void>;
  /** The run is complete: there is nothing to resume. */
  close(): Promise<void>;
}

/** Opens the record of a run; nothing where the cache cannot be written, and then it says so. */
export async function openJournal(
  cache: string,
  note: (text: string) => void,
): Promise<Journal | undefined> {
  const started = new Date().toISOString().replaceAll(":", "-");
  const folder = join(cache, "runs", `${started}-${process.pid}`);
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    note(`this run cannot be resumed: ${keepingFailed(folder, error)}`);
    return undefined;
  }
  return {
    folder,
    write: (key, observation) =>
      keepIfPossible(
        join(folder, `${key}.json`),
        `${JSON.stringify(observation)}\n`,
        note,
      ),
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

const keepDays = 7;

/** Runs that ended before they were complete, newest first. Those older than a week are removed. */
async function interruptedRuns(cache: string): Promise<string[]> {
  const top = join(cache, "runs");
  const names = await readdir(top).catch(() => []);
  const folders: string[] = [];
  for (const name of names.sort().reverse()) {
    const folder = join(top, name);
    if (isAlive(Number(name.split("-").at(-1)))) continue;
    // Another run may have gone on with it, and forgotten it since.
    const found = await stat(folder).catch(() => undefined);
    if (found === undefined) continue;
    const age = Date.now() - found.mtimeMs;
    if (age > keepDays * 86_400_000)
      await rm(folder, { recursive: true, force: true }).catch(() => undefined);
    else folders.push(folder);
  }
  return folders;
}

/**
 * Finished cells of the runs that were cut short, by their key, the newest of each; and how to forget those runs. A run
 * that went on with another and was cut short itself has only the cells that it added.
 */
export async function resume(cache: string): Promise<{
  readonly finished: ReadonlyMap<string, Observation>;
  readonly forget: () => Promise<void>;
}> {
  const folders = await interruptedRuns(cache);
  const finished = new Map<string, Observation>();
  for (const folder of folders)
    for (const name of await readdir(folder).catch(() => [])) {
      const key = name.slice(0, -".json".length);
      if (!name.endsWith(".json") || finished.has(key)) continue;
      const observation = await read(join(folder, name));
      if (observation !== undefined && observation.problem === undefined)
        finished.set(key, observation);
    }
  return {
    finished,
    forget: async () => {
      for (const folder of folders)
        await rm(folder, { recursive: true, force: true });
    },
  };
}
