/**
 * What a call of the command line costs beside a bare Node that does nothing: of the installed tool, and of the sources.
 *
 *     node bench/cli.ts [--rounds N] [--cells N] [--json]
 *
 * The catalogue is this one, repeated under other names until its verdicts hold that many cells. The calls take turns, so
 * that a busy machine weighs on each; medians are compared.
 */
import { spawnSync } from "node:child_process";
import {
  cp,
  mkdtemp,
  readdir,
  readFile,
  rm,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { performance } from "node:perf_hooks";
import { parseArgs } from "node:util";
import { loadCatalogue } from "../src/catalog/read/load.ts";
import type { Verdict } from "../src/catalog/schema/index.ts";
import { buildPackage } from "../src/package/build.ts";
import { storeVerdict } from "../tests/catalog/store.ts";

const repository = resolve(import.meta.dirname, "..");
const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "15" },
    cells: { type: "string", default: "20000" },
    json: { type: "boolean", default: false },
  },
});

/** Copies the catalogue to `top` and repeats its hazards until it holds `wanted` cells; returns how many it holds. */
async function enlarge(top: string, wanted: number): Promise<number> {
  for (const folder of ["content", "repros"])
    await cp(join(repository, folder), join(top, folder), { recursive: true });
  const { hazards, verdicts } = await loadCatalogue(repository);
  const count = (slug: string) => verdicts.get(slug)?.data.cells.length ?? 0;
  const repeated = [...hazards.values()].map(({ data }) => data.repro);
  const each = repeated.reduce((sum, slug) => sum + count(slug), 0);
  let cells = [...verdicts.keys()].reduce((sum, slug) => sum + count(slug), 0);
  for (let copy = 1; cells < wanted; copy += 1, cells += each)
    for (const slug of repeated)
      await repeat(top, slug, copy, verdicts.get(slug)?.data);
  return cells;
}

/** Repeats one hazard with its reproducer and verdict under another slug and code. Their slugs are the same. */
async function repeat(
  top: string,
  slug: string,
  copy: number,
  verdict: Verdict | undefined,
): Promise<void> {
  const renamed = async (file: string): Promise<void> => {
    const text = await readFile(file, "utf8");
    await writeFile(
      file,
      text
        .replaceAll(slug, `${slug}-${copy}`)
        .replace(
          /^code: MB(\d{4})$/m,
          (_, code: string) =>
            `code: MB${String(Number(code) + 100 * copy).padStart(4, "0")}`,
        ),
    );
  };
  const pages = join(top, "content/hazards");
  for (const name of await readdir(pages)) {
    if (!name.startsWith(`${slug}.`)) continue;
    const file = join(pages, name.replace(slug, `${slug}-${copy}`));
    await cp(join(pages, name), file);
    await renamed(file);
  }
  const repro = `${slug}-${copy}`;
  const cells = verdict?.cells.map((cell) => ({ ...cell, repro })) ?? [];
  if (verdict !== undefined)
    await storeVerdict(top, { ...verdict, repro, cells });
  const folder = join(top, "repros", `${slug}-${copy}`);
  await cp(join(top, "repros", slug), folder, { recursive: true });
  await renamed(join(folder, "repro.yaml"));
}

function milliseconds(args: readonly string[]): number {
  const from = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args);
  if (status !== 0) throw new Error(`${args.join(" ")}: ${stderr.toString()}`);
  return performance.now() - from;
}

function median(list: readonly number[]): number {
  return [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0;
}

const top = await mkdtemp(join(tmpdir(), "misbuilt-bench-"));
try {
  const cells = await enlarge(top, Number(values.cells));
  await buildPackage(join(top, "package"), { root: top });
  const nothing = join(top, "nothing.mjs");
  await writeFile(nothing, "");
  const log = join(repository, "tests/corpus/logs/merge-gdb.log");
  const built = join(top, "package/code/main.js");
  const sources = join(repository, "src/cli/main.ts");
  const calls: Readonly<Record<string, readonly string[]>> = {
    "node, an empty file": [nothing],
    "built --help": [built, "--help"],
    "built list": [built, "list"],
    "built show": [built, "show", "MB0001"],
    "built diagnose": [built, "diagnose", log],
    "sources --help": [sources, "--help"],
    "sources diagnose": [sources, "diagnose", log, "--root", top],
  };
  const times = Object.keys(calls).map((): number[] => []);
  for (let round = 0; round < Number(values.rounds); round += 1)
    for (const [index, args] of Object.values(calls).entries())
      times[index]?.push(milliseconds(args));
  const bare = median(times[0] ?? []);
  const rows = Object.keys(calls).map((call, index) => {
    const ms = median(times[index] ?? []);
    return {
      call,
      ms: Math.round(ms),
      overNode: Number((ms / bare).toFixed(2)),
    };
  });
  if (values.json) console.log(JSON.stringify({ cells, rows }, null, 2));
  else {
    console.log(`${cells} cells`);
    console.table(rows);
  }
} finally {
  await rm(top, { recursive: true, force: true });
}
