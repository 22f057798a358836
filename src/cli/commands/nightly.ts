import { spawn } from "node:child_process";
import { join } from "node:path";
import {
  flag,
  json,
  UsageError,
  type Command,
  type Input,
} from "../command.ts";
import { interruption } from "../interruption.ts";
import { readReport } from "../report-file.ts";
import { readRunOptions, runOptions } from "../verify-options.ts";
import { proveMutants } from "../../verify/mutants/prove.ts";
import { mutantTable } from "../../verify/mutants/table.ts";
import { colored, plain } from "../../verify/report/table.ts";
import { valueDigest, writeAtomically } from "../../verify/cache.ts";
import { discover, type Discovery } from "../../nightly/discover.ts";
import { loadRepros, readIfThere } from "../../verify/load.ts";
import { settle } from "../../nightly/settle.ts";
import { times, type StepTime } from "../../nightly/times.ts";
import { measuredCosts } from "../../verify/plan/costs.ts";
import { plan, PlanError } from "../../catalog/cells/plan.ts";
import { runAndJudge } from "../../verify/judged.ts";
import { exitCode, type Report } from "../../verify/report/report.ts";
import {
  describeNight,
  nightCode,
  patienceOption,
  readPatience,
} from "./settle.ts";

const folder = "out/nightly";
const none: Discovery = { added: [], proposed: [], problems: [] };

function build(root: string): Promise<number> {
  const child = spawn(process.execPath, [join(root, "src/site/build.ts")], {
    cwd: root,
    stdio: ["ignore", 2, 2],
  });
  return new Promise((resolve) => {
    child.once("error", () => {
      resolve(127);
    });
    child.once("close", (code) => {
      resolve(code ?? 1);
    });
  });
}

/** The report of a night that was cut short after its cells had run and before its summary was written. */
async function unsettled(root: string): Promise<Report | undefined> {
  const path = join(root, folder, "report.json");
  if ((await readIfThere(path)) === undefined) return undefined;
  const { report } = await readReport(root, path);
  const done = await readIfThere(join(root, folder, "settled"));
  return done === valueDigest(report) ? undefined : report;
}

async function run(input: Input): Promise<number> {
  const { io, root, values } = input;
  const options = {
    root,
    ...readRunOptions(input),
    note: (line: string): void => {
      io.err(`${line}\n`);
    },
    progress: (line: string | null): void => {
      io.progress(line);
    },
  };
  const patience = readPatience(input);
  const resume = flag(values, "resume");
  const steps: StepTime[] = [];
  const refused: string[] = [];
  const began = new Date();
  const timed = async <Result>(
    step: string,
    work: () => Promise<Result>,
  ): Promise<Result> => {
    const from = performance.now();
    const result = await work();
    steps.push({ step, ms: Math.round(performance.now() - from) });
    return result;
  };
  const { signal, done } = interruption();
  try {
    const kept = resume ? await unsettled(root) : undefined;
    if (kept !== undefined) options.note("resumed: every cell had run");
    const found =
      kept !== undefined || flag(values, "no-discover")
        ? none
        : await timed("discover", () => discover(root, options.progress));
    for (const version of found.added) options.note(`new: ${version}`);
    for (const version of found.proposed) options.note(`offered: ${version}`);
    for (const problem of found.problems) options.note(`not asked: ${problem}`);
    let prepared: readonly { repro: string; ms: number }[] = [];
    const report =
      kept ??
      (await timed("verify", async () => {
        const repros = await loadRepros(root, [], (problem) => {
          refused.push(problem);
          options.note(`left out: ${problem}`);
        });
        const cells = plan(repros, { matrix: true, cases: [], tools: {} });
        const costs = await measuredCosts(root, repros);
        const ran = await runAndJudge(
          { cells, costs },
          {
            ...options,
            cached: false,
            thorough: true,
            resume,
            resumable: true,
            signal,
          },
        );
        if (ran.interrupted) return undefined;
        prepared = ran.prepared;
        const all = ran.report;
        await writeAtomically(join(root, folder, "report.json"), json(all));
        return all;
      }));
    const settled =
      report === undefined
        ? undefined
        : await timed("settle", () =>
            settle(report, { ...options, patience, signal }),
          );
    if (report === undefined || settled === undefined || settled.interrupted) {
      options.note("interrupted: nothing is lost; go on with --resume");
      return 130;
    }
    const proved = await timed("mutants", () =>
      proveMutants(root, {
        ...options,
        cached: false,
        resume,
        resumable: true,
        signal,
      }),
    );
    if (proved.interrupted) {
      options.note("interrupted: nothing is lost; go on with --resume");
      return 130;
    }
    const built = flag(values, "no-build")
      ? 0
      : await timed("build", () => build(root));
    const where = times(steps, settled.cells, prepared, options.jobs, began);
    const exit =
      built !== 0
        ? 2
        : nightCode(settled) ||
          exitCode(proved.summary) ||
          (found.problems.length + refused.length > 0 ? 2 : 0);
    const { cells, ...rest } = settled;
    const summary = {
      exit,
      discovery: found,
      ...rest,
      cells: cells.length,
      mutants: proved.results,
      times: where,
    };
    await writeAtomically(join(root, folder, "summary.json"), json(summary));
    // From here on there is nothing to resume, also where the site was being built.
    await writeAtomically(join(root, folder, "settled"), valueDigest(report));
    if (flag(values, "json")) io.out(json(summary));
    else {
      const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
      const each = steps.map(({ step, ms }) => `${step} ${seconds(ms)}`);
      io.out(describeNight(settled, io.color));
      if (proved.results.length > 0)
        io.out(mutantTable(proved.results, io.color ? colored : plain));
      io.out(
        `${seconds(where.wallMs)}: ${each.join(", ")}; critical path ${seconds(where.criticalPathMs)}; ${Math.round(where.notScripts * 100)} % of the time was not compilers and programs\n`,
      );
    }
    if (built !== 0) options.note(`the site was not built: it ended ${built}`);
    return exit;
  } catch (error) {
    if (error instanceof PlanError) throw new UsageError(error.message);
    throw error;
  } finally {
    done();
  }
}

export const nightly: Command = {
  usage: "misbuilt nightly",
  names: {
    least: 0,
    most: 0,
    otherwise: "nightly takes no names; it runs everything",
  },
  options: {
    ...runOptions,
    ...patienceOption,
    resume: {
      type: "boolean",
      description: "go on with a night that was cut short",
    },
    "no-discover": {
      type: "boolean",
      description: "ask no registry for newer versions",
    },
    "no-build": { type: "boolean", description: "do not build the site" },
  },
  examples: [
    { call: "misbuilt nightly", does: "everything, as it is done every night" },
    { call: "misbuilt nightly --resume", does: "goes on after a kill" },
  ],
  exits: {
    0: "nothing changed and everything is as expected",
    1: "something changed, or is not as expected",
    2: "something could not be asked, run or built; what was known stays",
    130: "interrupted; --resume goes on",
  },
  run,
};
