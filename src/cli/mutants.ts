/** `misbuilt verify --mutants`: runs what the proofs must catch. */
import type { Repro } from "../catalog/cells/cell.ts";
import { dueMutants, recordMutants } from "../verify/mutants/record.ts";
import { planMutants, runMutants } from "../verify/mutants/run.ts";
import { mutantTable } from "../verify/mutants/table.ts";
import { exitCode, planDigest, summarise } from "../verify/report/report.ts";
import { colored, plain } from "../verify/report/table.ts";
import type { VerifyOptions } from "../verify/verify.ts";
import { flag, json, texts, UsageError, type Input } from "./command.ts";

const without = ["bless", "matrix", "shard", "tool"] as const;

/** Runs the mutants of the reproducers that the call names; all of them, or with `--changed` those that must run now. */
export async function verifyMutants(
  { io, root, values }: Input,
  repros: readonly Repro[],
  options: VerifyOptions,
): Promise<number> {
  const other = without.find((name) => values[name] !== undefined);
  if (other !== undefined)
    throw new UsageError(
      `--mutants runs each mutant in the cell that its manifest names: leave out --${other}`,
    );
  const cases = texts(values, "case");
  const all = await planMutants(repros);
  const chosen = (
    flag(values, "changed") ? await dueMutants(root, all) : all
  ).filter(({ mutant }) => cases.length === 0 || cases.includes(mutant.case));
  const { results, run } = await runMutants(chosen, options);
  const summary = summarise([], results);
  if (flag(values, "json"))
    io.out(
      json({
        cells: [],
        mutants: results,
        summary,
        plan: { digest: planDigest([]), cells: 0, shard: null },
        run: run.provenance,
      }),
    );
  else io.out(mutantTable(results, io.color ? colored : plain));
  if (run.interrupted) return 130;
  if (flag(values, "record"))
    for (const file of await recordMutants(
      root,
      repros,
      all,
      results,
      run.provenance.runs,
    ))
      io.err(`recorded ${file}\n`);
  return exitCode(summary);
}
