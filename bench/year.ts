/**
 * How much a year of nights adds to the repository, in git's own pack:
 *
 *     node bench/year.ts [--cells N] [--nights N] [--machines N]
 *
 * The cells (default 2,000, 80 to a reproducer) are made up; what joins, records and prints them is the real thing. Each cell takes
 * 0.7 to 1.4 times what it took the night before; what is printed is the same, but for races.
 */
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { appendNight } from "../src/catalog/history/append.ts";
import { historyName, markOf } from "../src/catalog/history/history.ts";
import { runId } from "../src/catalog/history/runs.ts";
import { valueDigest } from "../src/catalog/read/digest.ts";
import type { CellResult, Run, Verdict } from "../src/catalog/schema/index.ts";
import { printFound } from "../src/catalog/verdict/file.ts";
import { cellKey } from "../src/catalog/cells/cell.ts";
import { endText } from "../src/verify/record/ending.ts";
import { joinVerdict } from "../src/verify/record/record.ts";
import { numbers } from "../tests/nightly/synthetic.ts";

const { values } = parseArgs({
  options: {
    cells: { type: "string", default: "2000" },
    nights: { type: "string", default: "365" },
    machines: { type: "string", default: "6" },
  },
});
const nights = Number(values.nights);
const machines = Number(values.machines);
const size = 80;
const repros = Math.ceil(Number(values.cells) / size);

/** What happens in a year. */
interface Weather {
  readonly title: string;
  /** Shares of all cells: whose standard error and facts differ each night; which come out otherwise on one night in ten. */
  readonly racy: number;
  readonly flaky: number;
  /** Nights on which one version of eight cannot be had. */
  readonly outages: readonly number[];
}

const years: readonly Weather[] = [
  { title: "nothing changes", racy: 0, flaky: 0, outages: [] },
  { title: "10 % races", racy: 0.1, flaky: 0, outages: [] },
  {
    title: "10 % races, 1 % flaky, 4 outages",
    racy: 0.1,
    flaky: 0.01,
    outages: [45, 136, 227, 318],
  },
];

const hex = (...seed: readonly (string | number)[]): string =>
  valueDigest(seed);

function runOf(night: number, machine: number): Run {
  const minute = String(machine).padStart(2, "0");
  const what = {
    startedAt: `${day(night)}T03:${minute}:17.${100 + (night % 800)}Z`,
    commit: hex("commit", night).slice(0, 40),
    modified: false,
    machine: {
      cpu: "A CPU of a CI service",
      kernel: `6.${Math.floor(night / 60)}.0`,
      os: "Debian GNU/Linux 12 (bookworm)",
      features: "aes avx avx2 fpu sse sse2",
      cores: 4,
    },
    sandbox: "bwrap" as const,
  };
  return { id: runId(what), ...what };
}

function day(night: number): string {
  return new Date(Date.UTC(2026, 0, 1 + night)).toISOString().slice(0, 10);
}

/** A cell of a case that eight versions have, on a night. */
function cellOf(
  repro: number,
  index: number,
  night: number,
  { flaky, outages, racy }: Weather,
  next: () => number,
): CellResult {
  const [id, version] = [Math.floor(index / 8), index % 8];
  const seed = numbers(1 + repro * size + index);
  const cost = 200 + seed() * 8000;
  const hazard = version <= id % 8;
  const isRacy = seed() < racy;
  const isOut = outages.includes(night) && version === 7;
  const isOdd = seed() < flaky && next() < 0.1;
  const outcome = hazard !== isOdd ? "hazard" : "clean";
  const run = isOut ? null : runOf(night, (repro * size + index) % machines);
  const count = isRacy ? Math.floor(next() * 1e6) : 400_000;
  return {
    repro: `repro-${repro}`,
    case: `some-case-${id}`,
    role: "hazard",
    tools: { cc: "debian", zig: `0.${12 + version}.0` },
    outcome: isOut ? "unavailable" : outcome,
    expected: hazard ? "hazard" : "clean",
    ok: !isOut && !isOdd,
    affected: isOut ? null : outcome === "hazard" ? "affected" : "not-affected",
    ms: isOut ? 0 : Math.round(cost * (0.7 + 0.7 * next())),
    detail: isOut
      ? "zig: the registry does not answer"
      : `run exited ${outcome === "hazard" ? 1 : 0}`,
    params: {},
    exit: isOut
      ? { build: null, run: null }
      : { build: 0, run: outcome === "hazard" ? 1 : 0 },
    stdout: isOut ? "" : `case ${id} of ${repro}: ${outcome}\nand more words\n`,
    stderr: isOut ? "" : `${count} of 400000 were counted\n`,
    facts: isOut ? {} : { threads: 4, count },
    measuredAt: `${day(night)}T03:${30 + (index % 29)}:0${index % 10}.123Z`,
    run: run?.id ?? null,
    printedIn: null,
    cached: false,
  };
}

interface State {
  verdict: Verdict | undefined;
  history: string | undefined;
}

/** The files that a reproducer’s night writes, by their paths. */
function night(
  state: State,
  repro: number,
  index: number,
  weather: Weather,
  next: () => number,
): Map<string, string> {
  const slug = `repro-${repro}`;
  const results = Array.from({ length: size }, (_, place) =>
    cellOf(repro, place, index, weather, next),
  );
  const runs = Array.from({ length: machines }, (_, one) => runOf(index, one));
  const [first] = runs;
  if (first === undefined) throw new Error("there is no machine");
  const sources = hex("sources", repro, Math.floor(index / 60));
  const verdict = joinVerdict(
    slug,
    state.verdict,
    results,
    {
      sandbox: "bwrap",
      machine: first.machine,
      runs,
      sources: { [slug]: sources },
      toolchains: [],
    },
    new Set(results.map(cellKey)),
  );
  if (verdict === undefined) throw new Error("nothing was recorded");
  state.history = appendNight(slug, state.history, {
    at: `${day(index)}T03:59:59.999Z`,
    commit: hex("commit", index).slice(0, 40),
    sources,
    runs: new Map(
      results.map((cell) => [historyName(cell), [markOf(cell)]] as const),
    ),
    expected: {},
    verdict,
  });
  state.verdict = verdict;
  return new Map([
    [`content/verdicts/${slug}.json`, printFound(verdict)],
    [`content/history/${slug}.jsonl`, state.history],
    [`content/ends/${slug}.json`, endText(slug, state.history) ?? ""],
  ]);
}

/** Writes a year, a commit for each night, and lets git pack it. Returns bytes. */
async function year(weather: Weather) {
  const folder = await mkdtemp(join(tmpdir(), "misbuilt-bench-"));
  const git = (...args: readonly string[]): string =>
    execFileSync("git", ["-C", folder, ...args], { encoding: "utf8" });
  try {
    git("init", "-q");
    const importer = spawn("git", ["-C", folder, "fast-import", "--quiet"], {
      stdio: ["pipe", "inherit", "inherit"],
    });
    const next = numbers(3);
    const states = Array.from({ length: repros }, (): State => ({
      verdict: undefined,
      history: undefined,
    }));
    const before = new Map<string, string>();
    let lines = 0;
    for (let index = 0; index < nights; index += 1) {
      const when = Date.UTC(2026, 0, 1 + index) / 1000;
      let stream = `commit refs/heads/main\ncommitter a <a@example.org> ${when} +0000\ndata 0\n`;
      for (const [repro, state] of states.entries())
        for (const [path, text] of night(state, repro, index, weather, next)) {
          const known = before.get(path);
          if (known === text) continue;
          if (known !== undefined && path.endsWith(".jsonl"))
            lines += text.slice(known.length).split("\n").length - 1;
          before.set(path, text);
          stream += `M 100644 inline ${path}\ndata ${Buffer.byteLength(text)}\n${text}\n`;
        }
      if (!importer.stdin.write(stream)) await once(importer.stdin, "drain");
    }
    importer.stdin.end();
    await once(importer, "close");
    // What fast-import packs is no measure: a repository gets a night’s files one by one, and git looks for what they share.
    git("-c", "pack.threads=1", "repack", "-adfq");
    git("gc", "-q", "--prune=now");
    const packed = new Map<string, number>();
    for (const line of git(
      ...["cat-file", "--batch-all-objects"],
      "--batch-check=%(objecttype) %(objectsize:disk)",
    ).split("\n")) {
      const [kind = "", bytes = "0"] = line.split(" ");
      packed.set(kind, (packed.get(kind) ?? 0) + Number(bytes));
    }
    const text = [...before.values()].reduce(
      (sum, one) => sum + Buffer.byteLength(one),
      0,
    );
    return { text, packed, lines };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const million = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
console.log(
  `${repros * size} cells in ${repros} reproducers, ${nights} nights on ${machines} machines`,
);
for (const weather of years) {
  const { lines, packed, text } = await year(weather);
  const kinds = ["blob", "tree", "commit"].map(
    (kind) => `${million(packed.get(kind) ?? 0)} of ${kind}s`,
  );
  // Blobs grow with cells, and trees with reproducers; a night has one commit, however many there are.
  const each = (packed.get("blob") ?? 0) / repros / nights;
  console.log(
    `${weather.title}: ${million(text)} of text; in git ${kinds.join(", ")}; for each reproducer and night ${(lines / repros / (nights - 1)).toFixed(3)} lines of history and ${Math.round(each)} bytes of blobs`,
  );
}
