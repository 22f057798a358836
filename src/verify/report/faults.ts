import { cellKey, nameOf, type Repro } from "../../catalog/cells/cell.ts";
import { plan } from "../../catalog/cells/plan.ts";
import { fieldName } from "../../catalog/problem.ts";
import { strangeCells } from "../../catalog/recorded/cells.ts";
import { dateFaults } from "../../catalog/recorded/dates.ts";
import { expectedFaults } from "../../catalog/recorded/expected.ts";
import { factFaults } from "../../catalog/recorded/facts.ts";
import { okFaults } from "../../catalog/recorded/ok.ts";
import { outcomeFaults } from "../../catalog/recorded/outcome.ts";
import type {
  Fault,
  Planned,
  Recorded,
} from "../../catalog/recorded/recorded.ts";
import { fileOf } from "../../catalog/recorded/where.ts";
import { runFaults } from "../../catalog/recorded/runs.ts";
import { toolFaults } from "../../catalog/recorded/tools.ts";
import type { Verdict } from "../../catalog/schema/index.ts";
import { loadRepros, loadToolchains } from "../load.ts";
import { expectedText, sourcesOf } from "../verify.ts";
import { summarise, type Report } from "./report.ts";

/** A record says what cannot have been measured. The message names the file, the field, and what to do. */
export class ForgeryError extends Error {
  override readonly name = "ForgeryError";

  constructor(file: string, { path, found, expected }: Fault, todo: string) {
    super(
      `${file}: ${fieldName(path)}: ${found}; expected ${expected}. ${todo}`,
    );
  }
}

function matrixOf(repros: readonly Repro[]): Planned {
  const cells = plan(repros, { matrix: true, cases: [], tools: {} });
  return new Map(cells.map((cell) => [cellKey(nameOf(cell)), cell]));
}

async function allFaults(
  root: string,
  recorded: Recorded,
  planned: Planned,
): Promise<Fault[]> {
  const faults = [
    ...strangeCells(recorded, planned),
    ...expectedFaults(recorded, planned),
    ...outcomeFaults(recorded, planned),
    ...factFaults(recorded),
    ...toolFaults(recorded, await loadToolchains(root)),
    ...runFaults(recorded),
    ...dateFaults(recorded, Date.now()),
  ];
  for await (const fault of okFaults(recorded, planned, expectedText))
    faults.push(fault);
  return faults;
}

/** What cannot have been measured in a report of `verify --json`: held against the reproducers as they are here. */
export async function reportFaults(
  root: string,
  { cells, run, summary }: Report,
): Promise<Fault[]> {
  const repros = await loadRepros(root);
  const now = await sourcesOf(repros);
  const faults: Fault[] = [];
  for (const slug of new Set(cells.map(({ repro }) => repro)))
    if (now[slug] !== undefined && run.sources[slug] !== now[slug])
      faults.push({
        path: ["run", "sources", slug],
        found: `"${run.sources[slug]?.slice(0, 12) ?? ""}", other files than repros/${slug} has here`,
        expected: `"${now[slug].slice(0, 12)}": read it on the commit that it was made on`,
      });
  // Held against other files, every field could look wrong.
  if (faults.length > 0) return faults;
  const { runs, toolchains } = run;
  const recorded = { cells, runs, toolchains };
  const within = (fault: Fault): Fault =>
    fault.path[0] === "cells"
      ? fault
      : { ...fault, path: ["run", ...fault.path] };
  faults.push(
    ...(await allFaults(root, recorded, matrixOf(repros))).map(within),
  );
  const counted = summarise(cells);
  for (const field of ["ok", "drift", "unavailable", "error"] as const)
    if (summary[field] !== counted[field])
      faults.push({
        path: ["summary", field],
        found: String(summary[field]),
        expected: `${counted[field]}, as its cells say`,
      });
  return faults;
}

/** Throws `ForgeryError` where a report says what cannot have been measured. */
export async function refuseForgedReport(
  root: string,
  file: string,
  report: Report,
): Promise<void> {
  const [first] = await reportFaults(root, report);
  if (first !== undefined)
    throw new ForgeryError(
      file,
      first,
      "Take what misbuilt verify --json printed, unchanged, or run it again.",
    );
}

/**
 * Throws `ForgeryError` where a recorded verdict, whose cells are to be kept beside new ones, says what cannot have been
 * measured. One of other files is not kept, and not held to these.
 */
export async function refuseForgedVerdict(
  root: string,
  repro: Repro,
  verdict: Verdict,
): Promise<void> {
  const sources = await sourcesOf([repro]);
  if (verdict.sources !== sources[repro.slug]) return;
  const [first] = await allFaults(root, verdict, matrixOf([repro]));
  if (first !== undefined)
    throw new ForgeryError(
      fileOf(repro.slug, first),
      first,
      `Restore the file with git, or remove it and run misbuilt verify ${repro.slug} --matrix --record.`,
    );
}
