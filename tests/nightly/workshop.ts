/** Nights of a reproducer that the machine's own C compiler builds, each in a folder that can be copied and compared. */
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import {
  chmod,
  cp,
  mkdir,
  mkdtemp,
  readdir,
  rm,
  watch,
  writeFile,
} from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { atom, feedEntries } from "../../src/catalog/export/feed.ts";
import { unpackPlaces } from "../../src/catalog/history/places.ts";
import { loadCatalogue } from "../../src/catalog/read/load.ts";
import { historySeen } from "../../src/catalog/schema/index.ts";
import { valueDigest } from "../../src/verify/cache.ts";
import { start, temporary } from "../verify/cli.ts";
import { copyOf } from "./files.ts";

const content = join("root", "content");
const words = ["nightly", "--no-discover", "--no-build", "--json", "--jobs"];

/** How a night ended. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stderr: string;
  readonly pid: number;
}

/** A folder of one night: the repository (`root`), its cache and its temporary files, so that all it leaves is below it. */
export type Site = string;

/** The compiler, and a site in which one night has passed. Close it at the end. */
export async function openWorkshop() {
  // Sandboxes hide /tmp from scripts, but not this.
  const machine = await mkdtemp("/var/tmp/misbuilt-drill-");
  await chmod(machine, 0o755);
  const compiler = join(machine, "cc");
  const first = await temporary();
  await cp(await copyOf("overflow"), join(first, "root"), { recursive: true });
  await writeFile(
    join(first, "root/repros/toolchains.yaml"),
    `schemaVersion: 1
tools:
  cc:
    title: The machine’s own C compiler
    env: CC
    version: { args: [--version] }
    source: apt
    versions:
      "machine": { package: gcc, executable: ${compiler} }
`,
  );
  await mkdir(join(first, "tmp"));
  return {
    first,
    /** The compiler is from now on this machine's with other defaults, as when a distribution changes them. */
    upgrade: async (...defaults: string[]): Promise<void> => {
      await rm(compiler, { force: true });
      await writeFile(
        compiler,
        `#!/bin/sh\nexec cc ${defaults.join(" ")} "$@"\n`,
      );
      await chmod(compiler, 0o755);
    },
    close: () => rm(machine, { recursive: true, force: true }),
  };
}

/** A site like another, without what its night left besides the repository's own files. */
export async function copySite(from: Site): Promise<Site> {
  const site = await temporary();
  await cp(from, site, { recursive: true });
  await rm(join(site, "root/out"), { recursive: true, force: true });
  await rm(join(site, "cache"), { recursive: true, force: true });
  return site;
}

/** Does a night. `kill` is given a signal that fires when it has ended; when it resolves, the night's process group is killed. */
export async function night(
  site: Site,
  args: readonly string[],
  kill?: (ended: AbortSignal) => Promise<void>,
): Promise<Ended> {
  const child = start(
    [...words, "2", "--root", join(site, "root"), ...args],
    join(site, "cache"),
    { TMPDIR: join(site, "tmp") },
    true,
  );
  const pid = child.pid ?? 0;
  let stderr = "";
  child.stdout.resume();
  child.stderr.on("data", (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  const over = new AbortController();
  const closed = once(child, "exit").then(() => {
    over.abort();
  });
  if (kill !== undefined) {
    await kill(over.signal);
    // A process that is not waited for yet keeps its number: this can hit no other.
    if (child.exitCode === null) process.kill(-pid, "SIGKILL");
  }
  await closed;
  return { code: child.exitCode, signal: child.signalCode, stderr, pid };
}

/** Resolves after so many milliseconds, or when it is told to stop. */
export async function after(ms: number, stop: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal: stop }).catch(() => undefined);
}

/** Resolves with the number of changes below the site's folder: at the `count`-th, or when it is told to stop. */
export async function changes(
  site: Site,
  count: number,
  stop: AbortSignal,
): Promise<number> {
  let seen = 0;
  try {
    for await (const { eventType } of watch(site, {
      recursive: true,
      signal: stop,
    })) {
      if (eventType === "rename") seen += 1;
      if (seen >= count) break;
    }
  } catch (error) {
    if (!stop.aborted) throw error;
  }
  return seen;
}

/** Whether a night of the site ended as far as to be settled. */
export function isSettled(site: Site): boolean {
  const folder = join(site, "root/out/nightly");
  const [report, done] = ["report.json", "settled"].map((name) =>
    existsSync(join(folder, name))
      ? readFileSync(join(folder, name), "utf8")
      : undefined,
  );
  return report !== undefined && done === valueDigest(JSON.parse(report));
}

/** Processes that have to do with the site, by their command line or environment. */
export function processesOf(site: Site): string[] {
  return readdirSync("/proc").flatMap((name) => {
    if (!/^\d+$/.test(name) || Number(name) === process.pid) return [];
    try {
      const own = (file: string): string =>
        readFileSync(`/proc/${name}/${file}`, "latin1").replaceAll("\0", " ");
      const command = own("cmdline");
      return `${command} ${own("environ")}`.includes(site)
        ? [`${name} ${command}`]
        : [];
    } catch {
      // It ended since the folder was listed.
      return [];
    }
  });
}

/** Waits until no process of the site is left; those that are after so many milliseconds. */
export async function orphans(site: Site, patience: number): Promise<string[]> {
  const until = performance.now() + patience;
  let left = processesOf(site);
  while (left.length > 0 && performance.now() < until) {
    await sleep(50);
    left = processesOf(site);
  }
  return left;
}

async function filesBelow(folder: string): Promise<string[]> {
  const all = await readdir(folder, { recursive: true, withFileTypes: true });
  return all
    .filter((one) => one.isFile())
    .map((one) => join(one.parentPath, one.name))
    .sort();
}

/** Control groups, as folders. Other programs' groups come and go meanwhile. */
async function controlGroups(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(
    () => [],
  );
  const folders = entries
    .filter((one) => one.isDirectory())
    .map((one) => join(folder, one.name));
  return [
    ...folders,
    ...(await Promise.all(folders.map(controlGroups))).flat(),
  ];
}

/** Files and folders that no ended night may leave: half-written ones, temporary ones, control groups. */
export async function leftovers(
  site: Site,
  pids: readonly number[],
): Promise<string[]> {
  const files = (await filesBelow(site)).filter((path) =>
    /\.(tmp|partial|old)(\/|$)|\/misbuilt\/runs\//.test(path),
  );
  const temporaries = await readdir(join(site, "tmp"));
  const groups = (await controlGroups("/sys/fs/cgroup")).filter((path) =>
    pids.some((pid) => path.includes(`misbuilt-${pid}-`)),
  );
  return [...files, ...temporaries, ...groups];
}

/** Without what differs between two equal nights: instants, days, digests of lines with instants, and in which runs cells were seen. */
function timeless(text: string): string {
  return text
    .replace(/"runs":(\[.*\])\}$/gm, (_, runs: string) => {
      const seen = z.array(historySeen).parse(JSON.parse(runs));
      const places = seen.flatMap(({ cells }) => unpackPlaces(cells, 99) ?? []);
      return `"places": "${places.sort((a, b) => a - b).join()}"}`;
    })
    .replace(/"(last|before)": ?"[0-9a-f]{16}"/g, '"$1": "LINE"')
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, "INSTANT")
    .replace(/\d{4}-\d\d-\d\d/g, "DAY");
}

/** Everything that a site's nights left for good, by its path: verdicts, history, events, issues, and the feed; without times. */
export async function remains(site: Site): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  const folders = [content, "root/out/nightly/issues"];
  for (const folder of folders.map((one) => join(site, one)))
    if (existsSync(folder))
      for (const path of await filesBelow(folder))
        found[path.slice(site.length + 1)] = timeless(
          readFileSync(path, "utf8"),
        );
  const known = await loadCatalogue(join(site, "root"));
  if (known.problems.length > 0)
    throw new Error(JSON.stringify(known.problems));
  found["feed.xml"] = timeless(
    atom(feedEntries(known), (path) => `https://example.org${path}`),
  );
  return found;
}
