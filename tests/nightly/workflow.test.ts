/** The night as the service does it: every script of nightly.yml, on several machines, over a real catalogue. */
import { chmod, cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { run as start } from "../cli/run.ts";
import { gh } from "../exports/gh.ts";
import { repository, temporary } from "../verify/cli.ts";
import { known, openDrill, outcomes, told, type Drill } from "./drill.ts";
import { openWorkflow, type Context, type JobResult } from "./service.ts";

const runJob = await openWorkflow("nightly.yml");

let drill: Drill;
/** Below it are the bare repository, and a folder for each night. */
let place: string;
let origin: string;
let env: NodeJS.ProcessEnv;

async function git(folder: string, ...args: string[]): Promise<string> {
  const { code, out, err } = await start("git", args, env, folder);
  if (code !== 0) throw new Error(`git ${args.join(" ")}: ${out}${err}`);
  return out;
}

beforeAll(async () => {
  drill = await openDrill();
  place = await temporary();
  origin = join(place, "origin.git");
  const bin = join(place, "bin");
  const store = join(place, "issues");
  // Git in a hook of the surrounding repository would be told to work on that one.
  const inherited = Object.entries(process.env).filter(
    ([name]) => !name.startsWith("GIT_"),
  );
  env = {
    ...Object.fromEntries(inherited),
    ...drill.env,
    PATH: `${bin}${delimiter}${process.env["PATH"] ?? ""}`,
    HOME: place,
    XDG_CACHE_HOME: join(place, "cache"),
    STORE: store,
  };
  for (const folder of [bin, store]) await mkdir(folder);
  // What the container lacks, this machine has: git.
  for (const [name, script] of [
    ["gh", gh],
    ["apt-get", "#!/bin/sh\n"],
  ] as const) {
    await writeFile(join(bin, name), script);
    await chmod(join(bin, name), 0o755);
  }
  const first = join(place, "first");
  const programs = [
    "src",
    "package.json",
    "package-lock.json",
    ".npmrc",
    ".gitignore",
    ".github",
  ];
  for (const path of programs)
    await cp(join(repository, path), join(first, path), { recursive: true });
  await cp(join(drill.root, "repros"), join(first, "repros"), {
    recursive: true,
  });
  await git(first, "init", "-q", "-b", "main");
  await commit(first, "a catalogue");
  await git(place, "clone", "-q", "--bare", first, origin);
}, 120_000);
afterAll(() => drill.close());

async function commit(folder: string, why: string): Promise<void> {
  const person = ["-c", "user.name=A", "-c", "user.email=a@example.org"];
  await git(folder, "add", "-A");
  await git(folder, ...person, "commit", "-q", "-m", why);
}

interface Night {
  readonly plan: JobResult;
  readonly shards: readonly JobResult[];
  readonly record: JobResult;
  readonly issues: JobResult;
}

/** Does a night as `nightly.yml` says. `dies` are machines that report nothing; `meanwhile` happens while it is concluded. */
async function night(
  name: string,
  dies: readonly number[] = [],
  meanwhile: () => Promise<void> = () => Promise.resolve(),
): Promise<Night> {
  const folder = join(place, name);
  const artifacts = join(folder, "artifacts");
  await mkdir(artifacts, { recursive: true });
  const before = (step: string) =>
    step === "Keep what was recorded" ? meanwhile() : Promise.resolve();
  const job = (id: string, machine: string, context: Context = {}) =>
    runJob(
      id,
      join(folder, machine),
      { origin, artifacts, env, before },
      context,
    );
  const plan = await job("plan", "plan");
  expect(plan.ok, plan.log).toBe(true);
  const { include } = z
    .strictObject({ include: z.array(z.looseObject({ shard: z.string() })) })
    .parse(JSON.parse(plan.outputs["matrix"] ?? ""));
  const shards: JobResult[] = [];
  for (const [index, { shard }] of include.entries())
    if (!dies.includes(index))
      shards.push(
        await job("verify", `shard-${index}`, {
          "matrix.shard": shard,
          "strategy.job-index": String(index),
        }),
      );
  const settle = await job("settle", "settle");
  // The job that may write is not started where this one failed.
  const record = settle.ok
    ? await job("record", "record", {
        "needs.settle.outputs.code": settle.outputs["code"] ?? "",
      })
    : settle;
  const issues = await job("issues", "issues", {
    "github.token": "none",
    "github.repository": "misbuilt/misbuilt",
  });
  return { plan, shards, record, issues };
}

/** What the bare repository's main has, as files. */
async function recorded(name: string): Promise<string> {
  const folder = join(place, name, "seen");
  await git(place, "clone", "-q", origin, folder);
  return folder;
}

test("a first night records a verdict and a history, pushes them, and files nothing", async () => {
  const { plan, shards, record, issues } = await night("first-night");
  expect(shards.map(({ ok, log }) => (ok ? "" : log))).toEqual([
    "",
    "",
    "",
    "",
  ]);
  expect(record.ok, plan.log + record.log).toBe(true);
  expect(issues.ok, issues.log).toBe(true);
  const seen = await recorded("first-night");
  expect(outcomes(known(seen))).toEqual([
    "hazard 1.0.0 hazard",
    "rolling-hazard machine hazard",
    "rolling-workaround machine clean",
    "workaround 1.0.0 clean",
  ]);
  expect(known(seen).events).toEqual([]);
  expect(await git(seen, "log", "--format=%an: %s")).toBe(
    "misbuilt: Record the night's results\nA: a catalogue\n",
  );
}, 120_000);

test("a new version is found once, run on the shard that has it, told and filed, although machines died and somebody pushed", async () => {
  await drill.publish("1.1.0", { plainly: "broken", carefully: "fine" });
  await drill.upgrade({ plainly: "fine", carefully: "fine" });
  const { record, issues } = await night(
    "second-night",
    [0, 2, 3],
    async () => {
      const folder = await recorded("person");
      await writeFile(join(folder, "NOTES"), "written at night\n");
      await commit(folder, "Note something");
      await git(folder, "push", "-q");
    },
  );
  // It is red because something changed, and says which.
  expect(record.ok, record.log).toBe(false);
  expect(record.log).toContain("Keep what was recorded: 0");
  expect(record.log).toMatch(
    /Say so where something changed or could not run: 1\n$/,
  );
  expect(issues.ok, issues.log).toBe(true);
  const seen = await recorded("second-night");
  const { events, verdict } = known(seen);
  expect(told(events)).toEqual([
    "affected hazard 1.1.0",
    "fixed rolling-hazard machine",
  ]);
  expect(verdict.cells).toHaveLength(6);
  expect(verdict.cells.map(({ outcome }) => outcome)).not.toContain(
    "unavailable",
  );
  expect(
    await readFile(join(seen, "repros/discovered.json"), "utf8"),
  ).toContain('"1.1.0"');
  expect(await git(seen, "log", "--format=%an: %s")).toBe(
    "misbuilt: Record the night's results\nA: Note something\nmisbuilt: Record the night's results\nA: a catalogue\n",
  );
  expect(issues.log.match(/^filed: [0-9a-f]{12,}$/gm)).toHaveLength(2);
}, 120_000);

test("a night in which every machine died leaves what was recorded as it was, and is red", async () => {
  const before = await git(place, "--git-dir", origin, "rev-parse", "main");
  const { record } = await night("third-night", [0, 1, 2, 3]);
  expect(record.ok).toBe(false);
  expect(record.log).toContain("Join the shards: 2");
  expect(await git(place, "--git-dir", origin, "rev-parse", "main")).toBe(
    before,
  );
}, 120_000);
