/**
 * What verification costs above the bare build and run commands, and what a second run costs.
 *
 *     node bench/harness.ts [--repro SLUG] [--case ID]… [--rounds N] [--jobs N] [--json]
 *
 * The bare commands are the same scripts with the same tools, order and parallelism, called as a person would; both
 * sides prepare and build everything anew. The sides take turns, so that a busy machine weighs on both; the medians
 * are compared.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { performance } from "node:perf_hooks";
import { parseArgs } from "node:util";
import { cacheFolder } from "../src/verify/cache.ts";
import { exec } from "../src/verify/exec.ts";
import { bwrap } from "../src/verify/sandbox/bwrap.ts";
import { loadRepros, loadToolchains } from "../src/verify/load.ts";
import type { Cell } from "../src/catalog/cells/cell.ts";
import { measuredCosts } from "../src/verify/plan/costs.ts";
import { plan } from "../src/catalog/cells/plan.ts";
import { byCost } from "../src/verify/plan/shard.ts";
import {
  provideTools,
  toolKey,
  type Toolbox,
} from "../src/verify/provision/provision.ts";
import { runPool, type Job } from "../src/verify/run/pool.ts";

const root = resolve(import.meta.dirname, "..");
const { values } = parseArgs({
  options: {
    repro: { type: "string", default: "zig-macho-tls-misalignment" },
    case: { type: "string", multiple: true, default: [] },
    rounds: { type: "string", default: "3" },
    jobs: { type: "string", default: String(availableParallelism()) },
    json: { type: "boolean", default: false },
  },
});
const rounds = Number(values.rounds);
const jobs = Number(values.jobs);

function note(text: string): void {
  process.stderr.write(`${text}\n`);
}

async function seconds(work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}

function median(list: readonly number[]): number {
  const sorted = [...list].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const high = sorted[middle] ?? 0;
  return sorted.length % 2 === 1
    ? high
    : ((sorted[middle - 1] ?? 0) + high) / 2;
}

/** The variables that a person would set by hand for a cell. */
function environment(cell: Cell, toolbox: Toolbox): Record<string, string> {
  const tools = Object.entries(cell.tools).flatMap(([tool, version]) => {
    const provided = toolbox.get(toolKey(tool, version));
    return provided?.ok === true
      ? [[provided.tool.env, provided.tool.executable] as const]
      : [];
  });
  return Object.fromEntries(tools);
}

/** Runs the scripts of all cells without the harness. */
async function bare(cells: readonly Cell[], toolbox: Toolbox): Promise<void> {
  const top = await mkdtemp(join(tmpdir(), "misbuilt-bench-"));
  const script = async (
    cell: Cell,
    file: string,
    out: string,
    env: Record<string, string>,
  ): Promise<number | null> => {
    const caches = {
      HOME: out,
      TMPDIR: out,
      XDG_CACHE_HOME: out,
      ZIG_GLOBAL_CACHE_DIR: join(out, "zig-global"),
      ZIG_LOCAL_CACHE_DIR: join(out, "zig-local"),
      CARGO_HOME: join(out, "cargo"),
    };
    const ended = await exec("sh", [file], {
      cwd: cell.repro.folder,
      env: {
        PATH: "/usr/local/bin:/usr/bin:/bin",
        ...caches,
        ...env,
        OUT: out,
      },
    });
    return ended.code;
  };
  try {
    const all = cells.map((cell): Job => {
      const tools = environment(cell, toolbox);
      const name = JSON.stringify(cell.tools);
      const prepared = join(
        top,
        Buffer.from(name).toString("hex").slice(0, 200),
      );
      const { prepare } = cell.repro.manifest;
      return {
        needs: prepare === undefined ? undefined : prepared,
        make: async () => {
          await exec("mkdir", ["-p", prepared]);
          if (prepare !== undefined)
            await script(cell, prepare, prepared, tools);
        },
        work: async () => {
          const out = await mkdtemp(join(top, "out-"));
          const env = {
            ...cell.definition.env,
            ...cell.params,
            ...tools,
            ...(prepare === undefined ? {} : { PREPARED: prepared }),
          };
          const built = await script(cell, cell.definition.build, out, env);
          if (built === 0) await script(cell, cell.definition.run, out, env);
          await rm(out, { recursive: true });
        },
      };
    });
    await runPool(all, jobs, new AbortController().signal);
  } finally {
    await rm(top, { recursive: true, force: true });
  }
}

async function misbuilt(args: readonly string[]): Promise<void> {
  const ended = await exec(process.execPath, [
    ...[join(root, "src/cli/main.ts"), "verify", values.repro],
    ...["--jobs", String(jobs), "--json", ...args],
    ...values.case.flatMap((id) => ["--case", id]),
  ]);
  if (ended.code !== 0)
    throw new Error(
      `verify ${args.join(" ")} ended with ${ended.code ?? "nothing"}: ${ended.stderr}`,
    );
}

const repros = await loadRepros(root, [values.repro]);
const cells = byCost(
  plan(repros, { matrix: false, cases: values.case, tools: {} }),
  await measuredCosts(root, repros),
);
const toolbox = await provideTools(
  await loadToolchains(root),
  cells.map((cell) => cell.tools),
  {
    root,
    cache: cacheFolder(),
    install: true,
    thorough: false,
    sandbox: bwrap,
    note,
    progress: () => undefined,
  },
);
// Both sides find warm files, and the last measurement finds answers.
await misbuilt([]);
const bareTimes: number[] = [];
const harnessTimes: number[] = [];
for (let round = 1; round <= rounds; round += 1) {
  note(`round ${round} of ${rounds}`);
  bareTimes.push(await seconds(() => bare(cells, toolbox)));
  harnessTimes.push(await seconds(() => misbuilt(["--no-cache"])));
}
const cachedTimes: number[] = [];
for (let round = 1; round <= rounds; round += 1)
  cachedTimes.push(await seconds(() => misbuilt([])));

const figures = {
  repro: values.repro,
  cells: cells.length,
  jobs,
  rounds,
  bareSeconds: median(bareTimes),
  harnessSeconds: median(harnessTimes),
  ratio: median(harnessTimes) / median(bareTimes),
  cachedSeconds: median(cachedTimes),
};
if (values.json) process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`);
else
  process.stdout.write(
    [
      `${figures.cells} cells of ${figures.repro}, ${jobs} at a time, median of ${rounds}`,
      `  bare commands      ${figures.bareSeconds.toFixed(2)} s   (${bareTimes.map((time) => time.toFixed(2)).join(", ")})`,
      `  verify --no-cache  ${figures.harnessSeconds.toFixed(2)} s   (${harnessTimes.map((time) => time.toFixed(2)).join(", ")})`,
      `  ratio              ${figures.ratio.toFixed(3)}    (aim: 1.15 or less)`,
      `  verify again       ${figures.cachedSeconds.toFixed(2)} s   (aim: under 2 s)`,
      "",
    ].join("\n"),
  );
