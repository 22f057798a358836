import { execFile, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { cp, readdir, readFile, rm, watch, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { summarise } from "../../src/verify/report/report.ts";
import {
  misbuilt,
  parse,
  repository,
  start,
  temporary,
} from "../verify/cli.ts";
import {
  known,
  openDrill,
  outcomes,
  told,
  type Drill,
  type Known,
} from "./drill.ts";

let drill: Drill;
let cache = "";
beforeAll(async () => {
  drill = await openDrill();
  cache = await temporary();
}, 120_000);
afterAll(() => drill.close());

const bare = ["--no-build", "--json", "--jobs", "2"];
const night = (...args: string[]) =>
  misbuilt(
    ["nightly", "--root", drill.root, ...bare, ...args],
    cache,
    drill.env,
  );

/** A night without asking the registries: what is not about new versions. */
const quietNight = (...args: string[]) => night("--no-discover", ...args);

/** As if the version had never been fetched. */
async function forget(version: string): Promise<void> {
  const folder = join(cache, "misbuilt/toolchains/drill");
  for (const name of await readdir(folder))
    if (name.startsWith(`${version}-`))
      await rm(join(folder, name), { recursive: true });
}

/** Resolves when a file below the repository is written whose path has the text in it, or when it is told to stop. */
async function appears(part: string, signal: AbortSignal): Promise<void> {
  try {
    const changes = watch(drill.root, { recursive: true, signal });
    for await (const { filename } of changes)
      if (filename?.includes(part) === true && !filename.endsWith(".tmp"))
        return;
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

const stable = [
  "hazard 1.0.0 hazard",
  "rolling-hazard machine hazard",
  "rolling-workaround machine clean",
  "workaround 1.0.0 clean",
];

/** How often that case was told to be fixed. */
function fixedSoFar(id: string): number {
  return known(drill.root).events.filter(
    (one) => one.case === id && one.kind === "fixed",
  ).length;
}

/** Whether a file system can be mounted here, seen by nobody else: that takes root, or namespaces for everybody. */
const mounts =
  spawnSync("unshare", [
    ...["--mount", "--map-root-user", "sh", "-c"],
    'mount -t tmpfs -o size=4k tmpfs "$0"',
    tmpdir(),
  ]).status === 0;

function marks({ history }: Known): string[] {
  return (history.nights.at(-1)?.runs ?? []).map((runs) => runs.join(""));
}

describe("nights", () => {
  it("the first has nothing to compare with, the second finds nothing new", async () => {
    const first = await night();
    expect(first.code, first.stderr).toBe(0);
    expect(outcomes(known(drill.root))).toEqual(stable);
    const second = await quietNight();
    expect(second.code, second.stderr).toBe(0);
    const after = known(drill.root);
    expect(told(after.events)).toEqual([]);
    expect(after.history.nights).toHaveLength(2);
    expect(marks(after)).toEqual(["h", "h", "c", "c"]);
  }, 120_000);

  it("a new version that is affected is found, pinned and told", async () => {
    await drill.publish("1.1.0", { plainly: "broken", carefully: "fine" });
    const run = await night();
    expect(run.code, run.stderr).toBe(1);
    expect(run.stderr).toContain("new: drill 1.1.0");
    const after = known(drill.root);
    expect(told(after.events)).toEqual(["affected hazard 1.1.0"]);
    expect(after.events[0]?.summary).toMatch(
      /^New version affected: drill 1\.1\.0: drill\/hazard is hazard; hazard in drill 1\.0\.0 \(/,
    );
    expect(outcomes(after)).toContain("workaround 1.1.0 clean");
    const pins = await readFile(
      join(drill.root, "repros/discovered.json"),
      "utf8",
    );
    expect(pins).toMatch(/"1\.1\.0"[^}]+"sha256": "[0-9a-f]{64}"/);
  }, 120_000);

  it("one that is fixed is told, with both logs, and its issue is written", async () => {
    await drill.publish("1.2.0", { plainly: "fine", carefully: "fine" });
    const run = await night();
    expect(run.code, run.stderr).toBe(1);
    const after = known(drill.root);
    const [, fixed] = after.events;
    expect(told(after.events)).toEqual([
      "affected hazard 1.1.0",
      "fixed hazard 1.2.0",
    ]);
    expect(fixed?.before).toMatchObject({
      outcome: "hazard",
      tools: { drill: "1.1.0" },
    });
    expect(fixed?.before?.log).toContain("drill 1.1.0: drill 1.1.0");
    expect(fixed?.before?.log).toContain("broken");
    expect(fixed?.after.log).toContain("fine");
    // It was not expected, so it ran three times before it was told.
    expect(marks(after)).toContain("CCC");
    const folder = join(drill.root, "out/nightly/issues");
    const texts = (await readdir(folder)).map((file) =>
      z
        .object({
          title: z.string(),
          body: z.string(),
          labels: z.string().array(),
        })
        .parse(JSON.parse(readFileSync(join(folder, file), "utf8"))),
    );
    const issue = texts.find(({ labels }) => labels.includes("fixed"));
    expect(issue?.title).toMatch(/^drill: hazard no longer shows \(hazard, /);
    expect(issue?.body).toContain(fixed?.id);
  }, 120_000);

  it("bytes that changed under a pinned version are refused, and the verdict stays", async () => {
    const before = known(drill.root);
    await drill.publish("1.2.0", { plainly: "broken", carefully: "broken" });
    await forget("1.2.0");
    const run = await quietNight();
    expect(run.code, run.stderr).toBe(2);
    expect(run.stderr).toContain("drill 1.2.0: the registry has other bytes");
    const after = known(drill.root);
    expect(outcomes(after)).toEqual(outcomes(before));
    expect(after.events).toEqual(before.events);
    expect(marks(after)).toContain("uu");
    await drill.publish("1.2.0", { plainly: "fine", carefully: "fine" });
  }, 120_000);

  it("a registry that is down is named; what was known stays, with its age", async () => {
    const before = known(drill.root);
    drill.registry.state.down = true;
    await forget("1.1.0");
    const run = await night();
    drill.registry.state.down = false;
    expect(run.code, run.stderr).toBe(2);
    expect(run.stderr).toContain("not asked: drill: pip index versions");
    const after = known(drill.root);
    const wheels = ({ verdict }: Known) =>
      verdict.cells.filter((cell) => cell.tools["drill"] === "1.1.0");
    expect(wheels(before)).toHaveLength(2);
    expect(wheels(after)).toEqual(wheels(before));
    expect(after.events).toEqual(before.events);
    expect(after.historyText.startsWith(before.historyText)).toBe(true);
  }, 120_000);

  it("a shard that dies leaves gaps that are refused, or counted and run again", async () => {
    const before = known(drill.root);
    const part = async (index: number) => {
      const file = join(await temporary(), `shard-${index}.json`);
      const run = await misbuilt(
        [
          ...["verify", "--root", drill.root, "--matrix", "--no-cache"],
          ...["--json", "--shard", `${index}/3`],
        ],
        cache,
        drill.env,
      );
      await writeFile(file, run.stdout);
      return file;
    };
    const files = [await part(1), await part(3)];
    const merge = (...args: string[]) =>
      misbuilt(["merge", "--root", drill.root, "--json", ...args], cache);
    const refused = await merge(...files);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain("there is no shard 2/3");
    const merged = await merge("--accept-gaps", ...files);
    expect(merged.code, merged.stderr).toBe(0);
    const whole = join(await temporary(), "whole.json");
    await writeFile(whole, merged.stdout);
    const settle = () =>
      misbuilt(
        ["settle", "--root", drill.root, "--json", whole],
        cache,
        drill.env,
      );
    const settled = await settle();
    expect(settled.stderr).toMatch(/running \d undecided cells again/);
    const after = known(drill.root);
    expect(outcomes(after)).toEqual(outcomes(before));
    expect(after.events).toEqual(before.events);
    expect(marks(after).join()).toMatch(/u[hcC]/);
    // The same report again: nothing is told or kept twice.
    await settle();
    expect(known(drill.root)).toEqual(after);
  }, 120_000);

  it("a shard that reports twice with different results has its cells run again", async () => {
    const before = known(drill.root);
    const folder = await temporary();
    const verified = await misbuilt(
      [
        ...["verify", "--root", drill.root, "--matrix", "--no-cache"],
        ...["--json", "--shard", "1/1"],
      ],
      cache,
      drill.env,
    );
    const report = parse(verified);
    const [disputed] = report.cells.filter((one) => one.case === "workaround");
    const cells = report.cells.map((cell) =>
      cell === disputed
        ? {
            ...cell,
            outcome: "hazard" as const,
            ok: false,
            detail: "expected clean, got hazard (run exited 3)",
            exit: { build: 0, run: 3 },
            stdout: "broken\n",
          }
        : cell,
    );
    const summary = { ...report.summary, ...summarise(cells) };
    const other = { ...report, cells, summary };
    const files = [join(folder, "first.json"), join(folder, "second.json")];
    for (const [index, file] of files.entries())
      await writeFile(file, JSON.stringify(index === 0 ? report : other));
    const merge = (...args: string[]) =>
      misbuilt(["merge", "--root", drill.root, "--json", ...args], cache);
    const refused = await merge(...files);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toMatch(/first\.json and .*second\.json disagree/);
    const joined = await merge("--accept-disagreements", ...files);
    expect(joined.code, joined.stderr).toBe(0);
    for (const file of files) expect(joined.stderr).toContain(file);
    const backwards = await merge("--accept-disagreements", ...files.reverse());
    expect(backwards.stdout).toBe(joined.stdout);
    const whole = join(folder, "whole.json");
    await writeFile(whole, joined.stdout);
    const settled = await misbuilt(
      ["settle", "--root", drill.root, "--json", whole],
      cache,
      drill.env,
    );
    expect(settled.stderr).toMatch(/running \d undecided cells again/);
    const after = known(drill.root);
    expect(outcomes(after)).toEqual(outcomes(before));
    expect(after.events).toEqual(before.events);
    expect(marks(after)).toContain("ec");
  }, 120_000);

  it("a workaround that stops working and a hazard that stops reproducing are told once", async () => {
    await drill.upgrade({ plainly: "fine", carefully: "broken" });
    const run = await quietNight();
    expect(run.code, run.stderr).toBe(1);
    const changes = [
      "fixed rolling-hazard machine",
      "workaround-broken rolling-workaround machine",
    ];
    expect(told(known(drill.root).events)).toEqual([
      "affected hazard 1.1.0",
      "fixed hazard 1.2.0",
      ...changes,
    ]);
    await quietNight();
    expect(told(known(drill.root).events)).toHaveLength(4);
    await drill.upgrade({ plainly: "broken", carefully: "fine" });
    await quietNight();
    expect(told(known(drill.root).events).slice(-4)).toEqual([
      ...changes.slice(0, 1),
      "relapsed rolling-hazard machine",
      ...changes.slice(1),
      "workaround-restored rolling-workaround machine",
    ]);
  }, 120_000);

  const goesOn =
    "ends the night with 2; nothing is changed, and it goes on when there is room";
  it.skipIf(!mounts).each([
    { what: "all that is known", full: "content", does: goesOn, codes: [2, 1] },
    { what: "the night's report", full: "out", does: goesOn, codes: [2, 1] },
    {
      what: "the cache",
      full: "cache/misbuilt",
      does: "costs the night time alone",
      codes: [1, 1],
    },
  ])(
    `a full disk under $what $does${mounts ? "" : " (NOT RUN: this machine lets no file system be mounted)"}`,
    async ({ full, codes: [code = 0, then = 0] }) => {
      const copy = join(await temporary(), "full");
      await cp(drill.root, copy, { recursive: true });
      await rm(join(copy, "out"), { recursive: true, force: true });
      await cp(cache, join(copy, "cache"), { recursive: true });
      await drill.upgrade({ plainly: "fine", carefully: "fine" });
      const inside = `set -eu
root=$1 full=$2 node=$3 main=$4
export XDG_CACHE_HOME="$root/cache"
mkdir -p "$root/$full"
cp -a "$root/content" "$root/known"
cp -a "$root/$full" "$root/saved"
mount -t tmpfs -o size=1m tmpfs "$root/$full"
cp -a "$root/saved/." "$root/$full/"
cat /dev/zero >"$root/$full/ballast" 2>/dev/null || true
test "$(df -P "$root/$full" | awk 'NR == 2 { print $4 }')" -eq 0
code=0
"$node" "$main" nightly --root "$root" --no-build --no-discover || code=$?
rm "$root/$full/ballast"
if [ "$code" = 2 ]; then diff -r "$root/known" "$root/content"; fi
echo "ended $code"
code=0
"$node" "$main" nightly --root "$root" --no-build --no-discover --resume || code=$?
find "$root" -name '*.tmp'
echo "then $code, $(grep -c '"kind":"fixed".*"case":"rolling-hazard"' "$root"/content/events/*.jsonl)"`;
      const already = fixedSoFar("rolling-hazard");
      const ended = await promisify(execFile)(
        "unshare",
        [
          ...["--mount", "--map-root-user", "sh", "-c", inside, "sh", copy],
          ...[full, process.execPath, join(repository, "src/cli/main.ts")],
        ],
        { env: { ...process.env, ...drill.env } },
      );
      expect(ended.stderr).toMatch(/ENOSPC/);
      expect(ended.stdout).toMatch(
        new RegExp(
          `^ended ${code}\\n(.*\\n)*then ${then}, ${already + 1}\\n$`,
          "m",
        ),
      );
      expect(ended.stdout).not.toContain(".tmp");
      await drill.upgrade({ plainly: "broken", carefully: "fine" });
    },
    120_000,
  );

  it("killed at ten points, it loses no change and tells none twice", async () => {
    // The quicker of two, because a night that ends before it is killed tells the changes, and leaves none for the others.
    const lengths: number[] = [];
    for (let measured = 0; measured < 2; measured += 1) {
      const quiet = performance.now();
      await quietNight();
      lengths.push(performance.now() - quiet);
    }
    const length = Math.min(...lengths);
    const before = known(drill.root);
    await drill.upgrade({ plainly: "fine", carefully: "broken" });
    const from = performance.now();
    let killed = 0;
    // Five moments of a night, then the five steps of writing: each as soon as its file appears.
    const points = [
      ...[0.1, 0.2, 0.3, 0.4, 0.5],
      ...["report.json", "issues/", "events/", "verdicts/", "history/"],
    ];
    for (const point of points) {
      const child = start(
        ["nightly", "--root", drill.root, ...bare, "--no-discover"],
        cache,
        drill.env,
      );
      child.stdout.resume();
      child.stderr.resume();
      const ended = once(child, "close");
      const stop = new AbortController();
      void ended.then(() => {
        stop.abort();
      });
      if (typeof point === "number") await sleep(point * length);
      else await appears(point, stop.signal);
      child.kill("SIGKILL");
      await ended;
      // A night that had ended by itself was not killed.
      if (child.signalCode === "SIGKILL") killed += 1;
      const now = known(drill.root);
      expect(now.historyText.startsWith(before.historyText)).toBe(true);
      expect(outcomes(now)).toHaveLength(outcomes(before).length);
      expect(outcomes(now).join()).not.toMatch(/error|unavailable/);
      const ids = now.events.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      expect(now.events.slice(0, before.events.length)).toEqual(before.events);
    }
    expect(killed).toBeGreaterThanOrEqual(8);
    const last = await quietNight("--resume");
    expect([0, 1]).toContain(last.code);
    const after = known(drill.root);
    expect(told(after.events.slice(before.events.length))).toEqual([
      "fixed rolling-hazard machine",
      "workaround-broken rolling-workaround machine",
    ]);
    process.stdout.write(
      `killed ${killed} of 10 nights in ${Math.round((performance.now() - from) / 1000)} s\n`,
    );
  }, 120_000);
});
