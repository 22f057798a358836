import type { Cell, Repro } from "../cells/cell.ts";
import { plan, pinnedOnly } from "../cells/plan.ts";
import type { Mutant } from "../schema/index.ts";

/** The cell that a mutant is run in: the first that has its tools and parameters, a pinned one where there is one. */
export function cellOf(
  repro: Repro,
  mutant: Pick<Mutant, "case" | "tools" | "params">,
): Cell | undefined {
  if (!repro.manifest.cases.some(({ id }) => id === mutant.case))
    return undefined;
  const fits = ({ tools, params }: Cell): boolean =>
    Object.entries({ ...mutant.tools }).every(([k, v]) => tools[k] === v) &&
    Object.entries(mutant.params).every(([k, v]) => params[k] === v);
  const cases = [mutant.case];
  return (
    plan([repro], { ...pinnedOnly, cases }).find(fits) ??
    plan([repro], { ...pinnedOnly, cases, matrix: true }).find(fits)
  );
}
