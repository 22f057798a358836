import { join } from "node:path";
import { historyPath } from "../../catalog/history/history.ts";
import { machineDigest } from "../../catalog/history/machine.ts";
import { machinePath } from "../../catalog/history/paths.ts";
import type { Machine, Verdict } from "../../catalog/schema/index.ts";
import { printFound, verdictPath } from "../../catalog/verdict/file.ts";
import { writeAtomically } from "../cache.ts";
import { readIfThere } from "../load.ts";
import { recordEnding } from "./ending.ts";

/** Writes a text where another stands, or none. Returns the file, where it was written. */
async function write(
  root: string,
  file: string,
  text: string,
): Promise<string[]> {
  if ((await readIfThere(join(root, file))) === text) return [];
  await writeAtomically(join(root, file), text);
  return [file];
}

/** Writes a machine’s file, where there is none. Returns the file, where it was written. */
export function writeMachine(
  root: string,
  machine: Machine,
): Promise<string[]> {
  const text = `${JSON.stringify(machine, null, 2)}\n`;
  return write(root, machinePath(machineDigest(machine)), text);
}

/**
 * Writes what a reproducer’s verdict and history are from now on, each file whole or not at all, and only what changes: its
 * machines, what was found, the history’s text, and where that ends. Cut short in between, it is told again by the next call:
 * what was found has no run then, or that of an older line. Returns the files.
 */
export async function writeRecord(
  root: string,
  slug: string,
  verdict: Verdict | undefined,
  history: string | undefined,
): Promise<string[]> {
  const files: string[] = [];
  for (const { machine } of verdict?.runs ?? [])
    files.push(...(await writeMachine(root, machine)));
  if (verdict !== undefined)
    files.push(...(await write(root, verdictPath(slug), printFound(verdict))));
  if (history !== undefined && history !== "")
    files.push(...(await write(root, historyPath(slug), history)));
  return [...files, ...(await recordEnding(root, slug))];
}
