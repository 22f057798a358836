import { reproducer, type CellResult } from "../../src/catalog/schema/index.ts";
import type { Observation } from "../../src/catalog/cells/recognise.ts";
import type { Cell, Repro } from "../../src/catalog/cells/cell.ts";
import { plan } from "../../src/catalog/cells/plan.ts";

/** A reproducer whose manifest is what a YAML file would say; a case without a label gets one. */
export function repro(
  manifest: Readonly<Record<string, unknown>> & {
    readonly cases: readonly object[];
  },
  slug = "example",
): Repro {
  const complete = {
    schemaVersion: 1,
    title: "An example",
    tools: {},
    signs: {
      hazard: { exit: 139 },
      clean: { exit: 0, prints: ["returned"] },
    },
    ...manifest,
    cases: manifest.cases.map((one) => ({ label: "As it is", ...one })),
  };
  return {
    slug,
    folder: `/nowhere/${slug}`,
    manifest: reproducer.parse(complete),
  };
}

const simple = (id: string) => ({
  id,
  role: "control",
  title: "It runs.",
  tools: {},
  expect: { outcome: "clean" },
});

/** `count` cells of one reproducer that vary N. */
export function manyCells(count: number): Cell[] {
  const values = Array.from({ length: count }, (_, index) => String(index));
  return plan([
    repro({
      cases: [{ ...simple("many"), vary: { N: values } }, simple("one")],
    }),
  ]).slice(0, count);
}

/** One cell that is expected to be clean, or as `expect` says. */
export function oneCell(expect: object = { outcome: "clean" }): Cell {
  const [cell] = plan([
    repro({ cases: [{ ...simple("a"), expect }, simple("b")] }),
  ]);
  if (cell === undefined) throw new Error("there are two cells");
  return cell;
}

/** What a cell showed that built, ran and returned. */
export function observed(run: Partial<Observation["run"]> = {}): Observation {
  return {
    build: { exit: 0, stdout: "", stderr: "" },
    run: { exit: 0, stdout: "returned\n", stderr: "", ...run },
    facts: {},
    ms: 12,
    measuredAt: "2026-11-21T03:00:00.000Z",
  };
}

/** A result as `verify --json` has it. */
export function result(changes: Partial<CellResult> = {}): CellResult {
  return {
    repro: "example",
    case: "a",
    role: "control",
    tools: {},
    outcome: "clean",
    expected: "clean",
    ok: true,
    affected: "not-affected",
    ms: 12,
    detail: "run exited 0",
    params: {},
    exit: { build: 0, run: 0 },
    stdout: "",
    stderr: "",
    facts: {},
    measuredAt: "2026-11-21T03:00:00.000Z",
    run: null,
    printedIn: null,
    cached: false,
    ...changes,
  };
}
