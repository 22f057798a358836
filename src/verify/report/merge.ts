import { runsOf } from "../../catalog/history/runs.ts";
import type { CellResult } from "../../catalog/schema/index.ts";
import { unavailable } from "../judge/judge.ts";
import { cellKey, nameOf, type Cell } from "../../catalog/cells/cell.ts";
import {
  agree,
  disagreement,
  isDisagreement,
  ran,
  type Said,
} from "./disagree.ts";
import {
  planDigest,
  sortCells,
  summarise,
  type Provenance,
  type Report,
  type ReportedCell,
} from "./report.ts";

/** Reports that cannot be joined: parts are missing, or two of them disagree. The message says which. */
export class MergeError extends Error {
  override readonly name = "MergeError";
}

/** A report with the name of the file it came from. */
export interface NamedReport {
  readonly file: string;
  readonly report: Report;
}

/** Of two reports of one cell: the one that ran; else the newer, so that the order of the files does not matter. */
function better(a: ReportedCell, b: ReportedCell): ReportedCell {
  if (ran(a) !== ran(b)) return ran(a) ? a : b;
  if (a.measuredAt !== b.measuredAt) return a.measuredAt > b.measuredAt ? a : b;
  return JSON.stringify(a) >= JSON.stringify(b) ? a : b;
}

/** Whether two reports are different shards: then no cell belongs to both. */
function areApart(a: NamedReport, b: NamedReport): boolean {
  const [left, right] = [a.report.plan.shard, b.report.plan.shard];
  if (left === null || right === null) return false;
  return left.index !== right.index || left.of !== right.of;
}

/** What reports that differ about a cell come to. */
export type OnDisagreement =
  /** Nothing is joined. */
  | "refuse"
  /** The cell is an `error` that names them, so that it runs again. */
  | "count as error";

function joinCell(
  key: string,
  all: readonly [SaidIn, ...SaidIn[]],
  onDisagreement: OnDisagreement,
): ReportedCell {
  const [first, ...more] = all;
  const shards = all.filter(({ part }) => part.report.plan.shard !== null);
  const [one] = shards;
  const other = shards.find(
    ({ part }) => one !== undefined && areApart(one.part, part),
  );
  if (one !== undefined && other !== undefined)
    throw new MergeError(
      `${one.file} and ${other.file} are different shards and both have ${key}: run all shards with the same --shard count on one commit`,
    );
  const [sure, ...others] = all.filter(
    ({ cell }) => ran(cell) || isDisagreement(cell),
  );
  const differing = others.find(
    ({ cell }) => sure !== undefined && !agree(sure.cell, cell),
  );
  const disputed = sure !== undefined && isDisagreement(sure.cell);
  if (sure !== undefined && (differing !== undefined || disputed)) {
    if (differing !== undefined && onDisagreement === "refuse")
      throw new MergeError(
        `${sure.file} and ${differing.file} disagree about ${key}: ${inWords(sure.cell)} against ${inWords(differing.cell)}; run that cell again and merge what is right, or count it as an error that settle runs again: --accept-disagreements`,
      );
    return disagreement(sure, ...others);
  }
  return more.reduce((best, { cell }) => better(best, cell), first.cell);
}

function inWords({ outcome, ok }: CellResult): string {
  return `${outcome}${ok ? "" : " (not ok)"}`;
}

interface SaidIn extends Said {
  readonly part: NamedReport;
}

function joinCells(
  parts: readonly NamedReport[],
  onDisagreement: OnDisagreement,
): ReportedCell[] {
  const said = new Map<string, [SaidIn, ...SaidIn[]]>();
  for (const part of parts)
    for (const cell of part.report.cells) {
      const key = cellKey(cell);
      const one = { cell, file: part.file, part };
      const known = said.get(key);
      if (known === undefined) said.set(key, [one]);
      else known.push(one);
    }
  return sortCells(
    [...said].map(([key, all]) => joinCell(key, all, onDisagreement)),
  );
}

function joinProvenance(
  parts: readonly NamedReport[],
  cells: readonly CellResult[],
): Provenance {
  const [first] = parts;
  if (first === undefined) throw new MergeError("nothing to merge");
  const sources: Record<string, string> = {};
  const toolchains = new Map<string, Provenance["toolchains"][number]>();
  for (const { file, report } of parts) {
    for (const [slug, digest] of Object.entries(report.run.sources)) {
      if ((sources[slug] ?? digest) !== digest)
        throw new MergeError(
          `${file} ran other files of repros/${slug} than ${first.file}: run all shards on one commit`,
        );
      sources[slug] = digest;
    }
    for (const one of report.run.toolchains) {
      const key = JSON.stringify([one.tool, one.version, one.sha256]);
      toolchains.set(key, toolchains.get(key) ?? one);
    }
  }
  const machines = parts
    .map(({ report }) => report.run)
    .sort((a, b) =>
      JSON.stringify(a.machine) < JSON.stringify(b.machine) ? -1 : 1,
    );
  const unconfined = machines.some((run) => run.sandbox === "none");
  return {
    sandbox: unconfined ? "none" : "bwrap",
    machine: (machines[0] ?? first.report.run).machine,
    runs: runsOf(
      cells,
      parts.flatMap(({ report }) => report.run.runs),
    ),
    sources: Object.fromEntries(
      Object.entries(sources).sort(([a], [b]) => (a < b ? -1 : 1)),
    ),
    toolchains: [...toolchains]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, one]) => one),
  };
}

/**
 * A report that says of every planned cell that none of the parts has it, for shards that died: joined with the parts,
 * the gaps are `unavailable` and named. `sources`: the digest of each reproducer’s files, for those that no part ran.
 */
export function gaps(
  parts: readonly NamedReport[],
  planned: readonly Cell[],
  sources: Record<string, string>,
  now: string,
): NamedReport | undefined {
  const [first] = parts;
  if (first === undefined) return undefined;
  const known = new Set(
    parts.flatMap(({ report }) => report.cells.map((cell) => cellKey(cell))),
  );
  const absent = planned
    .filter((cell) => !known.has(cellKey(nameOf(cell))))
    .map((cell) => unavailable(cell, "its shard did not report", now));
  return {
    file: "shards that did not report",
    report: {
      schemaVersion: 1,
      cells: absent,
      mutants: [],
      summary: summarise(absent),
      plan: {
        digest: planDigest(planned),
        cells: planned.length,
        shard: null,
      },
      run: { ...first.report.run, sources, toolchains: [] },
    },
  };
}

/**
 * Joins the reports of a plan’s shards. Their order does not matter, and a report given twice changes nothing. Throws
 * `MergeError` where they are of different plans, leave cells out, or disagree and that is to be refused.
 */
export function merge(
  parts: readonly NamedReport[],
  onDisagreement: OnDisagreement = "refuse",
): Report {
  const [first] = parts;
  if (first === undefined)
    throw new MergeError("nothing to merge: name the files");
  const stranger = parts.find(
    ({ report }) => report.plan.digest !== first.report.plan.digest,
  );
  if (stranger !== undefined)
    throw new MergeError(
      `${stranger.file} is of another plan than ${first.file}: shards must be run with the same selection on one commit`,
    );
  const cells = joinCells(parts, onDisagreement);
  const { plan } = first.report;
  if (cells.length !== plan.cells) {
    const shards = parts.flatMap(({ report }) => report.plan.shard ?? []);
    const of = shards[0]?.of ?? 1;
    const absent = Array.from({ length: of }, (_, index) => index + 1).filter(
      (index) => !shards.some((shard) => shard.index === index),
    );
    throw new MergeError(
      `${plan.cells - cells.length} of ${plan.cells} cells are in none of the files${absent.length > 0 && of > 1 ? `: there is no shard ${absent.map((index) => `${index}/${of}`).join(", ")}` : ""}`,
    );
  }
  const mutants = parts.flatMap(({ report }) => report.mutants);
  return {
    schemaVersion: 1,
    cells,
    mutants,
    summary: summarise(cells, mutants),
    plan: { ...plan, shard: null },
    run: joinProvenance(parts, cells),
  };
}
