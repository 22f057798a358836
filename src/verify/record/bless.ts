import { join } from "node:path";
import { appendBlessing } from "../../catalog/history/append.ts";
import { historyPath } from "../../catalog/history/history.ts";
import { loadCatalogue } from "../../catalog/read/load.ts";
import { writeAtomically } from "../cache.ts";
import { commitOf } from "../commit.ts";
import { unifiedDiff } from "../judge/diff.ts";
import {
  comparedOutput,
  recognise,
  type Observation,
} from "../../catalog/cells/recognise.ts";
import { readIfThere } from "../load.ts";
import { cellKey, nameOf, type Cell } from "../../catalog/cells/cell.ts";
import { recordEnding, wholeHistory } from "./ending.ts";
import { expectationDigests, expectedFiles } from "./expectations.ts";

/** What blessing changed, and what it refused, in words. */
export interface Blessing {
  /** Each rewritten file with its diff. */
  readonly changed: readonly { file: string; diff: string }[];
  readonly refused: readonly string[];
}

interface Wanted {
  readonly cell: Cell;
  readonly text: string;
}

/**
 * Rewrites expected files to what was seen. Only cells whose outcome is the expected one count: a wrong outcome is
 * never made right this way. Where two cells share a file and print different things, it is left alone.
 */
export async function bless(
  seen: readonly { cell: Cell; observation: Observation | undefined }[],
): Promise<Blessing> {
  const files = new Map<string, Wanted[]>();
  const refused: string[] = [];
  for (const { cell, observation } of seen) {
    if (cell.expectedFile === undefined || observation === undefined) continue;
    const found = recognise(cell, observation);
    const right =
      observation.problem === undefined &&
      found.length === 1 &&
      found[0] === cell.expected;
    if (!right) {
      refused.push(
        `${cellKey(nameOf(cell))}: its outcome is not the expected one, so its output is not blessed`,
      );
      continue;
    }
    const path = join(cell.repro.folder, cell.expectedFile);
    const text = comparedOutput(cell.expected, observation);
    files.set(path, [...(files.get(path) ?? []), { cell, text }]);
  }
  const changed: { file: string; diff: string }[] = [];
  for (const [path, wanted] of files) {
    const [first] = wanted;
    if (first === undefined) continue;
    const file = `repros/${first.cell.repro.slug}/${first.cell.expectedFile ?? ""}`;
    const other = wanted.find((one) => one.text !== first.text);
    if (other !== undefined) {
      const names: [string, string] = [
        cellKey(nameOf(first.cell)),
        cellKey(nameOf(other.cell)),
      ];
      refused.push(
        `${file}: two cells print different things; make the script print lines that do not depend on the tool, or give an exception a file of its own\n${unifiedDiff(first.text, other.text, names)}`,
      );
      continue;
    }
    const before = (await readIfThere(path)) ?? "";
    if (before === first.text) continue;
    await writeAtomically(path, first.text);
    changed.push({
      file,
      diff: unifiedDiff(before, first.text, [file, `${file} (blessed)`]),
    });
  }
  return { changed, refused };
}

/**
 * Notes in the histories that `--bless` rewrote these expected files, so that readers see a changed expectation as such.
 * Returns the histories.
 */
export async function recordBlessing(
  root: string,
  changed: readonly string[],
): Promise<string[]> {
  const written: string[] = [];
  if (changed.length === 0) return written;
  const at = new Date().toISOString();
  const commit = await commitOf(root);
  for (const [slug, { data }] of (await loadCatalogue(root)).repros) {
    const cases = data.cases.filter((one) =>
      expectedFiles(one).some((file) =>
        changed.includes(`repros/${slug}/${file}`),
      ),
    );
    if (cases.length === 0) continue;
    const file = historyPath(slug);
    const text = await wholeHistory(root, slug);
    if (text === undefined) continue;
    const folder = join(root, "repros", slug);
    const expected = await expectationDigests(folder, cases);
    const next = appendBlessing(slug, text, { at, commit, expected });
    if (next === text) continue;
    await writeAtomically(join(root, file), next);
    await recordEnding(root, slug);
    written.push(file);
  }
  return written;
}
