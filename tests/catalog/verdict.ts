import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Cell } from "../../src/catalog/cells/cell.ts";
import { plan } from "../../src/catalog/cells/plan.ts";
import type { Observation } from "../../src/catalog/cells/recognise.ts";
import { sourcesDigest } from "../../src/catalog/read/digest.ts";
import { runId } from "../../src/catalog/history/runs.ts";
import type {
  CellResult,
  Run,
  Verdict,
} from "../../src/catalog/schema/index.ts";
import { judge } from "../../src/verify/judge/judge.ts";
import { loadRepros } from "../../src/verify/load.ts";
import { sortCells } from "../../src/verify/report/report.ts";

export const measuredAt = "2026-01-03T04:05:06Z";

const what = {
  startedAt: "2026-01-03T04:05:00Z",
  commit: null,
  modified: false,
  machine: { cpu: "a CPU", kernel: "6.1", os: "Debian" },
  sandbox: "bwrap",
} as const satisfies Omit<Run, "id">;
export const run: Run = { id: runId(what), ...what };

const answers = {
  affected: { exit: 1, stdout: "affected\n" },
  "not-affected": { exit: 0, stdout: "not affected\n" },
  "cannot-tell": { exit: 2, stdout: "cannot tell\n" },
} as const;

/** What would be seen of a cell that does just what is expected of it. */
function asExpected(cell: Cell, text: string): Observation {
  const { definition, expected, expectedAnswer, repro } = cell;
  const sign = definition.signs[expected] ?? repro.manifest.signs[expected];
  const exit = sign.exit === "nonzero" ? 1 : sign.exit;
  const stderr = sign.prints.filter((one) => !text.includes(one)).join("\n");
  const none = { exit: null, stdout: "", stderr: "" };
  const ended = { exit, stdout: text, stderr };
  const build = sign.step === "build" ? ended : { ...none, exit: 0 };
  return {
    build,
    run: sign.step === "run" ? ended : none,
    affected:
      build.exit !== 0 || expectedAnswer === undefined
        ? none
        : { ...answers[expectedAnswer], stderr: "" },
    facts: {},
    ms: 12,
    measuredAt,
    by: run,
  };
}

/** A verdict of the reproducer’s whole matrix in which every cell is as expected, judged as `verify` judges. */
export async function soundVerdict(
  root: string,
  slug: string,
): Promise<Verdict> {
  const cells: CellResult[] = [];
  const used = new Map<string, Verdict["toolchains"][number]>();
  const repros = await loadRepros(root, [slug]);
  for (const cell of plan(repros, { matrix: true, cases: [], tools: {} })) {
    const { expectedFile, repro } = cell;
    const text =
      expectedFile === undefined
        ? ""
        : await readFile(join(repro.folder, expectedFile), "utf8");
    cells.push(judge(cell, asExpected(cell, text), text));
    for (const [tool, version] of Object.entries(cell.tools)) {
      const sha256 = createHash("sha256").update(`${tool} ${version}`);
      used.set(`${tool} ${version}`, {
        tool,
        version,
        source: "apt",
        sha256: sha256.digest("hex"),
        reports:
          version === "debian"
            ? `${tool} (Debian 12.2.0-14) 12.2.0`
            : `${tool} ${version}`,
      });
    }
  }
  return {
    schemaVersion: 1,
    repro: slug,
    recordedAt: measuredAt,
    sources: await sourcesDigest(join(root, "repros", slug)),
    history: null,
    sandbox: run.sandbox,
    machine: run.machine,
    runs: [run],
    toolchains: [...used.values()],
    cells: sortCells(cells),
  };
}
