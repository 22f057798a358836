import { join } from "node:path";
import { appendNight } from "../catalog/history/append.ts";
import { historyName, markOf } from "../catalog/history/history.ts";
import type { Catalogue } from "../catalog/read/load.ts";
import {
  event,
  type Event,
  type ReproCase,
  type Verdict,
} from "../catalog/schema/index.ts";
import { writeAtomically } from "../verify/cache.ts";
import type { IssueText } from "./drift/issue.ts";
import type { Night } from "./drift/night.ts";
import { readIfThere } from "../verify/load.ts";
import { nameOf } from "../catalog/cells/cell.ts";
import { PlanError } from "../catalog/cells/plan.ts";
import { wholeHistory } from "../verify/record/ending.ts";
import { expectationDigests } from "../verify/record/expectations.ts";
import { writeRecord } from "../verify/record/write.ts";

/** The hazard whose page shows each reproducer. */
export function hazardsByRepro({ hazards }: Catalogue): Map<string, string> {
  return new Map(
    [...hazards].map(([slug, { data }]) => [data.repro, slug] as const),
  );
}

function eventsFile(year: string): string {
  return `content/events/${year}.jsonl`;
}

async function readEvents(
  root: string,
  year: string,
): Promise<{ text: string; events: Event[] }> {
  const file = eventsFile(year);
  const text = (await readIfThere(join(root, file))) ?? "";
  const events: Event[] = [];
  for (const [index, line] of text.split("\n").entries()) {
    if (line === "") continue;
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch {
      value = undefined;
    }
    const parsed = event.safeParse(value);
    if (!parsed.success)
      throw new PlanError(
        `${file}:${index + 1}: expected an event; restore the file with git`,
      );
    events.push(parsed.data);
  }
  return { text, events };
}

/** Those of the events that are not written yet. An id names a change for good, so that a night told twice adds nothing. */
export async function newEvents(
  root: string,
  events: readonly Event[],
): Promise<Event[]> {
  const known = new Set<string>();
  const years = new Set(
    events.flatMap(({ date }) => {
      const year = Number(date.slice(0, 4));
      return [String(year - 1), String(year)];
    }),
  );
  for (const year of years)
    for (const { id } of (await readEvents(root, year)).events) known.add(id);
  return events.filter(({ id }) => !known.has(id));
}

/** What was told of the night of that instant, also by a run of it that was cut short. */
export async function eventsOf(root: string, at: string): Promise<Event[]> {
  const { events } = await readEvents(root, at.slice(0, 4));
  return events.filter(({ date }) => date === at);
}

/** Appends events to their year’s file. Returns the files. */
export async function appendEvents(
  root: string,
  events: readonly Event[],
): Promise<string[]> {
  const files: string[] = [];
  for (const year of new Set(events.map(({ date }) => date.slice(0, 4)))) {
    const own = events.filter(({ date }) => date.startsWith(year));
    const { text } = await readEvents(root, year);
    const lines = own.map((one) => `${JSON.stringify(one)}\n`).join("");
    await writeAtomically(join(root, eventsFile(year)), text + lines);
    files.push(eventsFile(year));
  }
  return files;
}

/** Writes each issue’s text below `out/nightly/issues/`. Returns the files. */
export async function writeIssues(
  root: string,
  texts: readonly IssueText[],
): Promise<string[]> {
  const files: string[] = [];
  for (const one of texts) {
    const file = `out/nightly/issues/${one.id}.json`;
    await writeAtomically(
      join(root, file),
      `${JSON.stringify({ schemaVersion: 1, ...one }, null, 2)}\n`,
    );
    files.push(file);
  }
  return files;
}

/**
 * Records a night of a reproducer: its verdict and a line of its history. `verdict`: nothing where the night brought nothing worth
 * recording; `cases`: as the manifest has them. Returns the files.
 */
export async function recordNight(
  root: string,
  night: Night,
  verdict: Verdict | undefined,
  cases: readonly ReproCase[],
): Promise<string[]> {
  const slug = night.repro;
  const runs = new Map(
    night.cells.map(
      ({ cell, results }) =>
        [historyName(nameOf(cell)), results.map(markOf)] as const,
    ),
  );
  const { at, commit, sources } = night;
  const folder = join(root, "repros", slug);
  const expected = await expectationDigests(folder, cases);
  const text = await wholeHistory(root, slug);
  const told = { at, commit, sources, runs, expected, verdict };
  const next = appendNight(slug, text, told);
  return writeRecord(root, slug, verdict, next);
}
