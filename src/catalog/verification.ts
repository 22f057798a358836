import type { Catalogue } from "./read/load.ts";
import type { CellResult, Outcome, ReproCase } from "./schema/index.ts";

/** `verified`: as expected; `drift`: something came out otherwise; `stale`: the sources have changed since; `unverified`: never run. */
export type VerificationState = "verified" | "drift" | "stale" | "unverified";

/** What the recorded verdict of a reproducer says. */
export interface Verification {
  readonly state: VerificationState;
  /** When the newest cell ran, UTC; null where none did. */
  readonly lastVerified: string | null;
}

/** A case with what its recorded cells came to. */
export interface CaseVerification {
  readonly id: string;
  readonly role: ReproCase["role"];
  readonly label: string;
  readonly title: string;
  /** How many cells had each outcome. */
  readonly outcomes: Partial<Record<Outcome, number>>;
  /** Every cell that ran was as expected, and at least one ran. */
  readonly ok: boolean;
}

function ran(cell: CellResult): boolean {
  return cell.outcome !== "unavailable";
}

/** The state of a reproducer’s verdict. */
export function verification(
  catalogue: Catalogue,
  repro: string,
): Verification {
  const verdict = catalogue.verdicts.get(repro)?.data;
  const cells = verdict?.cells.filter(ran) ?? [];
  const newest = cells
    .map((cell) => cell.measuredAt)
    .sort()
    .at(-1);
  if (verdict === undefined || newest === undefined)
    return { state: "unverified", lastVerified: null };
  const sources = catalogue.repros.get(repro)?.sources;
  const state =
    verdict.sources !== sources
      ? "stale"
      : cells.every((cell) => cell.ok)
        ? "verified"
        : "drift";
  return { state, lastVerified: newest };
}

/** Each case of a reproducer with its outcomes, in the manifest’s order. */
export function caseVerifications(
  catalogue: Catalogue,
  repro: string,
): CaseVerification[] {
  const all = catalogue.verdicts.get(repro)?.data.cells ?? [];
  const cases = catalogue.repros.get(repro)?.data.cases ?? [];
  return cases.map(({ id, role, label, title }) => {
    const cells = all.filter((cell) => cell.case === id);
    const outcomes: Partial<Record<Outcome, number>> = {};
    for (const { outcome } of cells)
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
    const measured = cells.filter(ran);
    const ok = measured.length > 0 && measured.every((cell) => cell.ok);
    return { id, role, label, title, outcomes, ok };
  });
}
