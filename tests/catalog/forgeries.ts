/** What a forger would change in a record of `aligned-store`, whose five cells are known; and where it must be refused. */
import { runId } from "../../src/catalog/history/runs.ts";
import type {
  CellResult,
  HistorySeen,
  Verdict,
  VerdictFile,
} from "../../src/catalog/schema/index.ts";

/** What a verdict and a report have in common. */
export type Measured = Pick<Verdict, "cells" | "runs" | "toolchains">;

export interface Forgery<Record_> {
  readonly title: string;
  readonly rule: string;
  /** The field that must be named. */
  readonly field: string;
  readonly forge: (record: Record_) => void;
}

const future = "2036-01-01T00:00:00.000Z";

/** In the order of their names: aligned, hazard 24, hazard 8, refused 16, refused 8. */
function cellAt(record: Measured, index: number): CellResult {
  const cell = record.cells[index];
  if (cell === undefined) throw new Error(`there is no cell ${index}`);
  return cell;
}

function first<Item>(items: readonly Item[]): Item {
  const [item] = items;
  if (item === undefined) throw new Error("there is none");
  return item;
}

/** Forgeries of what verdicts and reports have in common. */
export const measuredForgeries: readonly Forgery<Measured>[] = [
  {
    title: "an outcome is flipped against its exit status",
    rule: "verdict-outcome",
    field: "cells[1].outcome",
    forge: (record) => {
      const cell = cellAt(record, 1);
      Object.assign(cell, { outcome: "clean", ok: false, detail: "it ran" });
    },
  },
  {
    title:
      "outcome and exit status are flipped, and the words that the sign demands are not there",
    rule: "verdict-outcome",
    field: "cells[1].outcome",
    forge: (record) => {
      const cell = cellAt(record, 1);
      cell.outcome = "clean";
      cell.exit.run = 0;
    },
  },
  {
    title: "a build that was refused ran",
    rule: "verdict-outcome",
    field: "cells[4].exit",
    forge: (record) => {
      cellAt(record, 4).exit.run = 0;
    },
  },
  {
    title: "a cell that was recognised is called an error",
    rule: "verdict-outcome",
    field: "cells[0].outcome",
    forge: (record) => {
      Object.assign(cellAt(record, 0), { outcome: "error", ok: false });
    },
  },
  {
    title: "a cell that ran is called unavailable",
    rule: "verdict-outcome",
    field: "cells[0].exit",
    forge: (record) => {
      Object.assign(cellAt(record, 0), {
        outcome: "unavailable",
        ok: false,
        affected: null,
        detail: "no such machine",
      });
    },
  },
  {
    title: "the expectation is flipped against the manifest",
    rule: "verdict-expected",
    field: "cells[1].expected",
    forge: (record) => {
      cellAt(record, 1).expected = "clean";
    },
  },
  {
    title: "an exception’s expectation is that of the other cells of its case",
    rule: "verdict-expected",
    field: "cells[3].expected",
    forge: (record) => {
      cellAt(record, 3).expected = "blocked";
    },
  },
  {
    title: "a hazard is called a control",
    rule: "verdict-expected",
    field: "cells[2].role",
    forge: (record) => {
      cellAt(record, 2).role = "control";
    },
  },
  {
    title: "a cell that is as expected is said not to be",
    rule: "verdict-ok",
    field: "cells[0].ok",
    forge: (record) => {
      Object.assign(cellAt(record, 0), { ok: false, detail: "it is wrong" });
    },
  },
  {
    title: "the output is another than the expected file’s, and the cell is ok",
    rule: "verdict-ok",
    field: "cells[0].ok",
    forge: (record) => {
      const cell = cellAt(record, 0);
      cell.stdout = cell.stdout.replace("returned", "returned, and more");
    },
  },
  {
    title: "the affected check answered otherwise, and the cell is ok",
    rule: "verdict-ok",
    field: "cells[2].ok",
    forge: (record) => {
      cellAt(record, 2).affected = "not-affected";
    },
  },
  {
    title: "the affected check answered about what was not built",
    rule: "verdict-ok",
    field: "cells[4].affected",
    forge: (record) => {
      cellAt(record, 4).affected = "not-affected";
    },
  },
  {
    title: "the words are those of another exit status",
    rule: "verdict-ok",
    field: "cells[0].detail",
    forge: (record) => {
      cellAt(record, 0).detail = "run exited 3";
    },
  },
  {
    title: "a cell is there twice",
    rule: "verdict-cells",
    field: "cells[1]",
    forge: (record) => {
      record.cells.splice(1, 0, structuredClone(cellAt(record, 0)));
    },
  },
  {
    title: "a cell has a value that the case does not have",
    // A history knows no such cell.
    rule: "unseen-cell",
    field: "cells[2]",
    forge: (record) => {
      cellAt(record, 2).params = { OFFSET: "40" };
    },
  },
  {
    title: "a toolchain’s digest is zeroed",
    rule: "verdict-tools",
    field: "toolchains[0].sha256",
    forge: (record) => {
      first(record.toolchains).sha256 = "0".repeat(64);
    },
  },
  {
    title: "a toolchain’s digest is a word over and over",
    rule: "verdict-tools",
    field: "toolchains[0].sha256",
    forge: (record) => {
      first(record.toolchains).sha256 = "deadbeef".repeat(8);
    },
  },
  {
    title: "a toolchain that ran is not listed",
    rule: "verdict-tools",
    field: "toolchains",
    forge: (record) => {
      record.toolchains.length = 0;
    },
  },
  {
    title: "a toolchain is listed that did not run",
    rule: "verdict-tools",
    field: "toolchains[1]",
    forge: (record) => {
      const sha256 = first(record.toolchains).sha256.replace(/^./, "f");
      const more = { tool: "cc", version: "16", source: "apt", reports: "" };
      record.toolchains.push({ ...more, sha256 });
    },
  },
  {
    title: "a toolchain came from elsewhere",
    rule: "verdict-tools",
    field: "toolchains[0].source",
    forge: (record) => {
      first(record.toolchains).source = "pip";
    },
  },
  {
    title: "a run’s machine is another than its id was made of",
    rule: "verdict-runs",
    field: "runs[0].id",
    forge: (record) => {
      first(record.runs).machine.cpu = "A faster CPU";
    },
  },
  {
    title: "a run is said to have been made without changes",
    rule: "verdict-runs",
    field: "runs[0].id",
    forge: (record) => {
      const run = first(record.runs);
      run.modified = !run.modified;
    },
  },
  {
    title: "a cell names a run that is not listed",
    rule: "verdict-runs",
    field: "cells[0].run",
    forge: (record) => {
      cellAt(record, 0).run = "0123456789ab";
    },
  },
  {
    title: "a cell that ran names no run",
    rule: "verdict-runs",
    field: "cells[0].run",
    forge: (record) => {
      cellAt(record, 0).run = null;
    },
  },
  {
    title: "a cell was measured before its run began",
    rule: "verdict-dates",
    field: "cells[0].measuredAt",
    forge: (record) => {
      cellAt(record, 0).measuredAt = "2020-01-01T00:00:00.000Z";
    },
  },
  {
    title: "a cell will be measured",
    rule: "verdict-dates",
    field: "cells[0].measuredAt",
    forge: (record) => {
      cellAt(record, 0).measuredAt = future;
    },
  },
  {
    title: "a run will begin",
    rule: "verdict-dates",
    field: "runs[0].startedAt",
    forge: (record) => {
      const run = first(record.runs);
      run.startedAt = future;
      run.id = runId(run);
      for (const cell of record.cells) cell.run = run.id;
    },
  },
];

/** Forgeries of what was found, in a verdict alone. */
export const verdictForgeries: readonly Forgery<Verdict>[] = [
  {
    title: "cells are dropped",
    rule: "verdict-cells",
    field: "cells",
    forge: ({ cells }) => {
      cells.splice(1, 2);
    },
  },
  {
    title: "cells change places",
    rule: "verdict-cells",
    field: "cells[1]",
    forge: ({ cells }) => {
      cells.reverse();
    },
  },
  {
    title: "it is another reproducer’s",
    rule: "verdict-cells",
    field: "repro",
    forge: (verdict) => {
      verdict.repro = "unaligned-store";
    },
  },
  {
    title: "it is of other sources",
    rule: "stale-verdict",
    field: "sources",
    forge: (verdict) => {
      verdict.sources = verdict.sources.replace(/^../, "00");
    },
  },
];

/** The digest of the first cell’s output. */
function digestOf(file: VerdictFile): string {
  const digest = first(file.cells).stdout;
  if (digest === undefined) throw new Error("it printed nothing");
  return digest;
}

/** Forgeries of the file of a verdict itself. `field`: where it depends on a digest, of the file as it was. */
export const fileForgeries: readonly (Omit<Forgery<VerdictFile>, "field"> & {
  readonly field: (before: VerdictFile) => string;
})[] = [
  {
    title: "a text is another, under its old digest",
    rule: "verdict",
    field: (before) => `texts.${digestOf(before)}`,
    forge: (file) => {
      file.texts[digestOf(file)]?.push("and more");
    },
  },
  {
    title: "a text is gone",
    rule: "verdict",
    field: () => "cells[0].stdout",
    forge: (file) => {
      const digest = digestOf(file);
      const rest = Object.entries(file.texts).filter(([one]) => one !== digest);
      file.texts = Object.fromEntries(rest);
    },
  },
  {
    title: "facts are added that no cell measured",
    rule: "verdict",
    field: () => "facts.0123456789abcdef",
    forge: (file) => {
      file.facts["0123456789abcdef"] = { size: 48 };
    },
  },
  {
    title: "a cell is added that no run saw",
    rule: "unseen-cell",
    field: () => "cells[5]",
    forge: ({ cells }) => {
      const params = { OFFSET: "32" };
      cells.push({ ...structuredClone(first(cells)), params });
    },
  },
];

/** Forgeries of when and where the last night ran, with the history’s end written anew, as a careful forger does. */
export const seenForgeries: readonly Forgery<HistorySeen[]>[] = [
  {
    title: "a run is said to have been made without changes",
    rule: "verdict-runs",
    field: "runs[0].id",
    forge: (seen) => {
      const { run } = first(seen);
      if (run !== null) run.modified = !run.modified;
    },
  },
  {
    title: "a cell that ran names no run",
    rule: "verdict-runs",
    field: "cells[0].run",
    forge: (seen) => {
      first(seen).cells = "1-4";
      seen.push({ run: null, until: first(seen).until, cells: "0" });
    },
  },
  {
    title: "a run was made on a machine of which nothing is known",
    rule: "readable",
    field: "",
    forge: (seen) => {
      const { run } = first(seen);
      if (run !== null) run.machine = "0123456789abcdef";
    },
  },
  {
    title: "a cell was measured before its run began",
    rule: "history",
    field: "runs[0].until",
    forge: (seen) => {
      first(seen).until = "2020-01-01T00:00:00.000Z";
    },
  },
  {
    title: "a cell will be measured",
    rule: "verdict-dates",
    field: "cells[0].measuredAt",
    forge: (seen) => {
      first(seen).until = future;
    },
  },
  {
    title: "a run will begin",
    rule: "verdict-dates",
    field: "runs[0].startedAt",
    forge: (seen) => {
      const one = first(seen);
      one.until = future;
      if (one.run !== null) one.run.startedAt = future;
    },
  },
  {
    title: "the words of a cell are of a run that there was not",
    rule: "history",
    field: "runs[0].texts",
    forge: (seen) => {
      first(seen).texts = { "0123456789ab": "1" };
    },
  },
  {
    title: "a cell was seen that there is not",
    rule: "history",
    field: "runs[0].cells",
    forge: (seen) => {
      first(seen).cells = "0-5";
    },
  },
  {
    title: "a cell was seen in two runs at once",
    rule: "history",
    field: "runs[1].cells",
    forge: (seen) => {
      seen.push({ ...first(seen), cells: "2" });
    },
  },
];

/** Forgeries of a history of six lines: header, expectations, cells, three nights. `line`: the line that must be named. */
export const historyForgeries: readonly (Forgery<string[]> & {
  readonly line?: number;
})[] = [
  {
    title: "letters of a night are flipped, and their count is kept",
    rule: "history",
    field: "before",
    line: 6,
    forge: (lines) => {
      lines[4] = (lines[4] ?? "").replace('"seen":"ch2', '"seen":"hc2');
    },
  },
  {
    title: "a night is removed",
    rule: "history",
    field: "before",
    line: 5,
    forge: (lines) => {
      lines.splice(4, 1);
    },
  },
  {
    title: "the last night is removed",
    rule: "history-end",
    field: "",
    forge: (lines) => {
      lines.splice(5, 1);
    },
  },
  {
    title: "all of it is removed",
    rule: "history-end",
    field: "",
    forge: (lines) => {
      lines.length = 0;
    },
  },
  {
    title: "a night is there twice",
    rule: "history",
    field: "",
    line: 6,
    forge: (lines) => {
      lines.splice(5, 0, lines[4] ?? "");
    },
  },
  {
    title: "two nights change places",
    rule: "history",
    field: "before",
    line: 5,
    forge: (lines) => {
      lines.splice(4, 2, lines[5] ?? "", lines[4] ?? "");
    },
  },
  {
    title: "a night is dated 2031",
    rule: "history",
    field: "before",
    line: 6,
    forge: (lines) => {
      lines[4] = (lines[4] ?? "").replace(/"at":"\d{4}/, '"at":"2031');
    },
  },
  {
    title: "the last night is dated 2031",
    rule: "history-dates",
    field: "at",
    line: 6,
    forge: (lines) => {
      lines[5] = (lines[5] ?? "").replace(/"at":"\d{4}/, '"at":"2031');
    },
  },
  {
    title: "the last night has letters that its cells do not have",
    rule: "history-letters",
    field: "seen",
    line: 6,
    forge: (lines) => {
      lines[5] = (lines[5] ?? "").replace('"seen":"ch2', '"seen":"c3');
    },
  },
  {
    title: "the last night has a letter less than there are cells",
    rule: "history",
    field: "seen",
    line: 6,
    forge: (lines) => {
      lines[5] = (lines[5] ?? "").replace('"seen":"ch2', '"seen":"ch');
    },
  },
  {
    title: "the last night is earlier than the one before",
    rule: "history",
    field: "at",
    line: 6,
    forge: (lines) => {
      lines[5] = (lines[5] ?? "").replace(/"at":"\d{4}/, '"at":"2021');
    },
  },
  {
    title: "an expectation was another",
    rule: "history",
    field: "before",
    line: 3,
    forge: (lines) => {
      lines[1] = (lines[1] ?? "").replace(
        /"hazard":"....../,
        '"hazard":"000000',
      );
    },
  },
  {
    title: "a night is added beside the last one",
    rule: "history",
    field: "before",
    forge: (lines) => {
      lines.push((lines[5] ?? "").replace('"seen":"ch2', '"seen":"c3'));
    },
  },
];

/** Forgeries that only show among more cells, or more verdicts, than `aligned-store` has. */
export const otherForgeries = ["verdict-facts", "tool-digests"] as const;
