/**
 * How long the site takes to build, beside what Starlight, VitePress and mdBook take for the same pages, in one run.
 *
 *     node bench/site/run.ts [--hazards N]… [--house NAME]… [--json]
 *
 * A made-up catalogue of each size is built whole, then its pages alone; the others get these pages as Markdown, each set
 * up as its own guide says, with a search and all pages in its sidebar. Everything is below out/bench-site/, where npm
 * installs the others. Times are of one build without any cache, processor time is user and system together, and memory
 * is the most that one process held.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { availableParallelism, loadavg } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { writeCatalogue } from "./catalogue.ts";
import { houses, readPages, writePagesAlone, type House } from "./houses.ts";

const root = resolve(import.meta.dirname, "../..");
const top = join(root, "out/bench-site");
const { values } = parseArgs({
  options: {
    hazards: { type: "string", multiple: true, default: ["100"] },
    house: { type: "string", multiple: true, default: [] },
    json: { type: "boolean", default: false },
  },
});

interface Row {
  readonly what: string;
  readonly hazards: number;
  readonly pages: number;
  /** In seconds. */
  readonly wall: number;
  readonly processor: number;
  /** In MB. */
  readonly memory: number;
}

function note(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** Runs a program under `time`. Returns seconds, processor seconds, kilobytes, and what it printed. */
function timed(
  command: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv = {},
): { wall: number; processor: number; memory: number; stdout: string } {
  const report = join(top, "time.txt");
  const ended = spawnSync(
    "/usr/bin/time",
    ["-f", "%e %U %S %M", "-o", report, ...command],
    {
      cwd,
      env: { ...process.env, ...env },
      encoding: "utf8",
      maxBuffer: 1 << 30,
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  if (ended.status !== 0)
    throw new Error(
      `${command.join(" ")} in ${cwd}: ${ended.error?.message ?? `exit ${ended.status ?? "by a signal"}`}\n${ended.stderr.slice(-2000)}`,
    );
  const [wall = 0, user = 0, system = 0, memory = 0] = readFileSync(
    report,
    "utf8",
  )
    .trim()
    .split(" ")
    .map(Number);
  return {
    wall,
    processor: user + system,
    memory: memory / 1000,
    stdout: ended.stdout,
  };
}

/** The seconds that our build says it spent on one of its steps. */
function secondsOf(stdout: string, step: RegExp): number {
  return Number(step.exec(stdout)?.[1] ?? 0);
}

async function ours(hazards: number): Promise<{ rows: Row[]; site: string }> {
  const catalogue = join(top, `catalogue-${hazards}`);
  await rm(catalogue, { recursive: true, force: true });
  await writeCatalogue(catalogue, hazards, () => 5);
  const env = { MISBUILT_ROOT: catalogue, BASE_URL: undefined };
  const build = ["node", "src/site/build.ts"];
  const site = join(top, `site-${hazards}`);
  await rm(site, { recursive: true, force: true });
  const whole = timed([...build, site], root, env);
  const files = secondsOf(whole.stdout, /Markdown, ([\d.]+) s/);
  await rm(join(catalogue, "node_modules"), { recursive: true, force: true });
  const alone = join(top, "pages-alone");
  await rm(alone, { recursive: true, force: true });
  await writePagesAlone(root, alone);
  const pages = timed([...build, join(alone, "dist")], alone, env);
  const count = (await readPages(site)).length;
  const markdown = secondsOf(pages.stdout, /Markdown, ([\d.]+) s/);
  const row = (what: string, one: typeof whole, wall = one.wall): Row => ({
    ...{ what, hazards, pages: count, wall },
    processor: one.processor,
    memory: one.memory,
  });
  return {
    site,
    rows: [
      row("misbuilt, pages alone", pages, pages.wall - markdown),
      row("misbuilt, with exports, logs and archives", whole),
      { ...row("  of which Markdown", whole, files), processor: NaN },
    ],
  };
}

function provide(house: House): string | undefined {
  const folder = join(top, house.name.toLowerCase());
  if (house.program !== undefined) {
    const found = (process.env["PATH"] ?? "")
      .split(delimiter)
      .some((part) => existsSync(join(part, house.program ?? "")));
    return found ? undefined : `${house.program} is missing: ${house.install}`;
  }
  if (existsSync(join(folder, "node_modules"))) return undefined;
  const install = ["npm", "install", "--no-audit", "--no-fund", "--prefix"];
  timed([...install, folder, ...house.packages], folder);
  return undefined;
}

async function theirs(
  house: House,
  hazards: number,
  site: string,
): Promise<Row | undefined> {
  const folder = join(top, house.name.toLowerCase());
  await mkdir(folder, { recursive: true });
  if (!existsSync(join(folder, "package.json")))
    await writeFile(
      join(folder, "package.json"),
      '{ "private": true, "type": "module" }\n',
    );
  const missing = provide(house);
  if (missing !== undefined) {
    note(`${house.name} is skipped: ${missing}`);
    return undefined;
  }
  const made = ["src", "dist", "hazards", "symptoms", "book", ".astro"];
  for (const name of [...made, ".vitepress", "node_modules/.astro"])
    await rm(join(folder, name), { recursive: true, force: true });
  const pages = await readPages(site);
  await house.write(folder, pages);
  const { wall, processor, memory } = timed(house.build, folder, {
    ASTRO_TELEMETRY_DISABLED: "1",
    BASE_URL: undefined,
  });
  return {
    ...{ what: house.name, hazards, pages: pages.length },
    ...{ wall, processor, memory },
  };
}

function print(rows: readonly Row[]): void {
  const lines = rows.map((row) =>
    [
      row.what.padEnd(44),
      String(row.hazards).padStart(7),
      String(row.pages).padStart(6),
      row.wall.toFixed(1).padStart(8),
      Number.isNaN(row.processor) ? "" : row.processor.toFixed(1).padStart(8),
      row.memory.toFixed(0).padStart(7),
    ].join(" "),
  );
  const head = `${"what".padEnd(44)} hazards  pages   wall s   proc s     MB`;
  process.stdout.write(`${[head, ...lines].join("\n")}\n`);
}

await mkdir(top, { recursive: true });
const rows: Row[] = [];
const wanted = houses.filter(
  ({ name }) => values.house.length === 0 || values.house.includes(name),
);
for (const hazards of values.hazards.map(Number)) {
  const [load = 0] = loadavg();
  note(
    `${hazards} hazards; load ${load.toFixed(1)} on ${availableParallelism()} cores`,
  );
  const own = await ours(hazards);
  rows.push(...own.rows);
  for (const house of wanted) {
    note(`${house.name}…`);
    const row = await theirs(house, hazards, own.site);
    if (row !== undefined) rows.push(row);
  }
}
if (values.json) process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`);
else print(rows);
