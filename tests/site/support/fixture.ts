import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { runId } from "../../../src/catalog/history/runs.ts";
import { sourcesDigest } from "../../../src/catalog/read/digest.ts";
import { verdict } from "../../../src/catalog/schema/index.ts";
import type {
  CellResult,
  Fact,
  Outcome,
  Run,
} from "../../../src/catalog/schema/index.ts";
import { storeVerdict } from "../../catalog/store.ts";

const repository = join(import.meta.dirname, "../../..");

function tls(base: number, offset: number): Fact {
  return {
    arch: "x86_64",
    linker: "sample 2.10",
    template: { base, size: 48 },
    sections: [
      {
        segment: "__DATA",
        section: "__thread_bss",
        address: base + offset,
        size: 16,
        align: 16,
      },
    ],
    variables: [
      {
        name: "first",
        section: "__thread_data",
        offset: 0,
        align: 8,
        misaligned: false,
      },
      {
        name: "pool",
        section: "__thread_bss",
        offset,
        align: 16,
        misaligned: offset % 16 !== 0,
      },
    ],
  };
}

const what = {
  startedAt: "2026-11-21T02:59:00Z",
  commit: null,
  modified: false,
  machine: { cpu: "Sample CPU", kernel: "6.1", os: "Sample OS" },
  sandbox: "bwrap",
} as const satisfies Omit<Run, "id">;
const run: Run = { id: runId(what), ...what };

function cell(
  id: string,
  role: CellResult["role"],
  version: string,
  outcome: Outcome,
  more: Partial<CellResult> = {},
): CellResult {
  return {
    repro: "sample-shift",
    case: id,
    role,
    tools: { sample: version },
    outcome,
    expected: outcome,
    ok: true,
    affected: outcome === "hazard" ? "affected" : "not-affected",
    ms: 1500,
    detail: `was ${outcome}`,
    params: {},
    exit: { build: 0, run: outcome === "hazard" ? 139 : 0 },
    stdout: "",
    stderr: "",
    facts: {},
    measuredAt: "2026-11-21T03:00:00Z",
    run: outcome === "unavailable" ? null : run.id,
    printedIn: null,
    cached: false,
    ...more,
  };
}

/** The fixture's verdict: one cell of drift, one unavailable, and a profile that differs in one corner. */
function cells(): CellResult[] {
  return [
    cell("hazard", "hazard", "2.9", "hazard"),
    cell("hazard", "hazard", "2.10", "hazard", { facts: { tls: tls(8, 8) } }),
    cell("pad", "workaround", "2.9", "clean"),
    cell("pad", "workaround", "2.10", "clean", { facts: { tls: tls(16, 16) } }),
    cell("newer", "workaround", "2.9", "hazard"),
    cell("newer", "workaround", "2.10", "clean"),
    cell("nicely", "dead-end", "2.9", "unavailable", {
      expected: "hazard",
      ok: false,
      detail: "no sample 2.9 on this machine",
    }),
    cell("nicely", "dead-end", "2.10", "clean", {
      expected: "hazard",
      ok: false,
      detail: "expected hazard, was clean",
    }),
    ...["s", "z"].flatMap((LEVEL) =>
      ["1", "16"].map((UNITS) =>
        cell(
          "profile",
          "control",
          "2.10",
          LEVEL === "z" && UNITS === "1" ? "hazard" : "clean",
          {
            params: { LEVEL, UNITS },
          },
        ),
      ),
    ),
  ];
}

/** Writes a catalogue of two sample hazards, one verified and one not, below `out/`, and returns its folder. */
export async function writeFixture(name = "fixture"): Promise<string> {
  const root = join(repository, "out", name);
  rmSync(root, { recursive: true, force: true });
  cpSync(join(repository, "tests/site/fixture"), root, { recursive: true });
  const record = verdict.parse({
    schemaVersion: 1,
    repro: "sample-shift",
    recordedAt: "2026-11-21T03:00:00Z",
    sources: await sourcesDigest(join(root, "repros/sample-shift")),
    sandbox: "bwrap",
    machine: run.machine,
    runs: [run],
    toolchains: [
      {
        tool: "sample",
        version: "2.10",
        source: "pip",
        sha256: "0".repeat(64),
        reports: "sample 2.10",
      },
    ],
    cells: cells(),
  });
  await storeVerdict(root, record);
  return root;
}
