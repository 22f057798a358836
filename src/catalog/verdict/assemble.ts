import { exitWords } from "../cells/exits.ts";
import { historyName, historyPath, type SeenIn } from "../history/history.ts";
import { runsOf } from "../history/runs.ts";
import type { FieldPath } from "../problem.ts";
import { shortDigest } from "../read/digest.ts";
import type {
  CellResult,
  FoundCell,
  HistoryEnd,
  HistoryRun,
  Machine,
  Run,
  Verdict,
  VerdictFile,
} from "../schema/index.ts";
import { factsDigest, foundKey } from "./file.ts";

/** What a verdict is put together from. */
export interface Parts {
  readonly file: VerdictFile;
  /** Where each cell was seen, by its name in the history. */
  readonly seenIn: ReadonlyMap<string, SeenIn>;
  /** The machines of those runs, by their digests. */
  readonly machines: ReadonlyMap<string, Machine>;
  /** Where the history ends, by the file that says so. */
  readonly end: HistoryEnd | null;
}

/** Something for which the parts do not fit one another. */
export interface Misfit {
  readonly path: FieldPath;
  readonly found: string;
  readonly expected: string;
  /** The cell was found, and no run is known that saw it: what a call leaves behind that was killed between two files. */
  readonly unseen: boolean;
}

/** When, where and in what the cells of a verdict were seen, by its newest run. Nothing where no run is known. */
export function provenanceOf(
  cells: readonly CellResult[],
  runs: readonly Run[],
): Pick<Verdict, "recordedAt" | "sandbox" | "machine" | "runs"> | undefined {
  const named = runsOf(cells, runs);
  const newest = named.at(-1);
  if (newest === undefined) return undefined;
  return {
    recordedAt: cells
      .map(({ measuredAt }) => measuredAt)
      .reduce((a, b) => (a < b ? b : a)),
    // Where cells have been seen without bubblewrap, the verdict says so.
    sandbox: named.some(({ sandbox }) => sandbox === "none")
      ? "none"
      : newest.sandbox,
    machine: newest.machine,
    runs: named,
  };
}

/** Texts and facts whose names are not their digests, or which no cell has. */
function* strayTexts({ cells, facts, texts }: VerdictFile): Generator<Misfit> {
  const used = new Set(
    cells.flatMap((cell) => [cell.stdout, cell.stderr, cell.facts]),
  );
  const all = [
    ...Object.entries(texts).map(
      ([digest, lines]) =>
        ["texts", digest, shortDigest(lines.join("\n"))] as const,
    ),
    ...Object.entries(facts).map(
      ([digest, one]) => ["facts", digest, factsDigest(one)] as const,
    ),
  ];
  for (const [field, digest, own] of all) {
    const at = { path: [field, digest], unseen: false };
    if (digest !== own)
      yield { ...at, found: `what has the digest ${own}`, expected: digest };
    if (!used.has(digest))
      yield { ...at, found: "no cell with it", expected: "what a cell has" };
  }
}

/**
 * The verdict that the parts make, and where they do not fit. A cell that no run saw is left out; where none is left, there is
 * no verdict.
 */
export function assemble({ end, file, machines, seenIn }: Parts): {
  verdict: Verdict | undefined;
  misfits: Misfit[];
} {
  const { repro } = file;
  const misfits = [...strayTexts(file)];
  const runs = new Map<string, Run>();
  for (const one of [...seenIn.values()].flatMap(({ run, texts }) => [
    run,
    texts,
  ])) {
    const machine = machines.get(one?.machine ?? "");
    if (one !== null && machine !== undefined)
      runs.set(one.id, { ...one, machine });
  }
  const isKnown = (one: HistoryRun | null) => one === null || runs.has(one.id);
  const unseen: number[] = [];
  const cells = file.cells.flatMap((found, index): CellResult[] => {
    const path = ["cells", index];
    const seen = seenIn.get(historyName(found));
    if (seen === undefined || !isKnown(seen.run) || !isKnown(seen.texts)) {
      unseen.push(index);
      return [];
    }
    const textOf = (field: "stdout" | "stderr"): string => {
      const lines = file.texts[found[field] ?? ""];
      if (lines === undefined && found[field] !== undefined)
        misfits.push({
          path: [...path, field],
          found: `the text ${found[field]}`,
          expected: "one of texts",
          unseen: false,
        });
      return lines?.join("\n") ?? "";
    };
    const facts = file.facts[found.facts ?? ""];
    if (facts === undefined && found.facts !== undefined)
      misfits.push({
        path: [...path, "facts"],
        found: `the facts ${found.facts}`,
        expected: "one of facts",
        unseen: false,
      });
    const run = seen.run?.id ?? null;
    const texts = seen.texts?.id ?? null;
    return [
      cellOf(repro, found, seen, {
        stdout: textOf("stdout"),
        stderr: textOf("stderr"),
        facts: facts ?? {},
        run,
        printedIn: texts === run ? null : texts,
      }),
    ];
  });
  const where =
    cells.length === 0 ? undefined : provenanceOf(cells, [...runs.values()]);
  const [first] = unseen;
  const example = file.cells[first ?? 0];
  if (first !== undefined && example !== undefined)
    misfits.push({
      path: ["cells", first],
      found: `${foundKey(repro, example)}${unseen.length > 1 ? ` and ${unseen.length - 1} more` : ""}, of which ${historyPath(repro)} does not say where they were seen`,
      expected: "cells that a run saw, on a machine that is known",
      unseen: true,
    });
  else if (where === undefined)
    misfits.push({
      path: ["cells"],
      found: "none of which a run is known",
      expected: "cells that a run saw",
      unseen: true,
    });
  const verdict =
    where === undefined
      ? undefined
      : {
          schemaVersion: 1 as const,
          repro,
          recordedAt: where.recordedAt,
          sources: file.sources,
          history: end,
          sandbox: where.sandbox,
          machine: where.machine,
          runs: where.runs,
          toolchains: file.toolchains,
          cells,
        };
  return { verdict, misfits };
}

function cellOf(
  repro: string,
  found: FoundCell,
  { cached, ms, until }: SeenIn,
  rest: Pick<CellResult, "stdout" | "stderr" | "facts" | "run" | "printedIn">,
): CellResult {
  const { exit } = found;
  return {
    repro,
    case: found.case,
    role: found.role,
    tools: found.tools,
    outcome: found.outcome,
    expected: found.expected,
    ok: found.ok,
    affected: found.affected,
    ms,
    detail: found.detail ?? exitWords(exit),
    params: found.params,
    exit,
    stdout: rest.stdout,
    stderr: rest.stderr,
    facts: rest.facts,
    measuredAt: until,
    run: rest.run,
    printedIn: rest.printedIn,
    cached,
  };
}
