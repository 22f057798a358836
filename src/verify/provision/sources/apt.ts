import { getuid } from "node:process";
import { dirname, join } from "node:path";
import { exec, lastLines } from "../../exec.ts";
import { isShown } from "../../sandbox/view.ts";
import { withLock } from "../lock.ts";
import { packageProblem } from "../dpkg.ts";
import { whichExecutable } from "../path.ts";
import { apt as aptKind } from "../../../catalog/sources/apt.ts";
import { failed, patience, type Answer } from "../clients/answer.ts";
import type { Located, Surroundings } from "../types.ts";
import type { Source } from "./source.ts";

interface Entry {
  readonly package: string;
  /** An absolute path, or a name on PATH. */
  readonly executable: string;
}

const quietly = {
  env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  timeout: 15 * 60_000,
};

let updated: Promise<unknown> | undefined;

async function install(
  packageName: string,
  surroundings: Surroundings,
): Promise<string | undefined> {
  surroundings.note(`installing the package ${packageName}`);
  const get = () =>
    exec(
      "apt-get",
      [
        ...["install", "-y", "-q", "--no-install-recommends"],
        // No tool of a cell may go for another's sake.
        ...["--no-remove", "-o", "DPkg::Lock::Timeout=300", packageName],
      ],
      quietly,
    );
  const first = await get();
  if (first.code === 0) return undefined;
  // A fresh machine has no package lists, an old one has stale ones.
  updated ??= exec("apt-get", ["update", "-q"], quietly);
  await updated;
  const second = await get();
  return second.code === 0
    ? undefined
    : `apt-get could not install ${packageName}: ${lastLines(second.stderr, 2)}`;
}

/** Names of the distribution’s packages that match a regular expression. */
async function packagesLike(pattern: string): Promise<Answer<string[]>> {
  if ((await whichExecutable("apt-cache")) === undefined)
    return { problem: "there is no apt-cache on this machine" };
  const ended = await exec(
    "apt-cache",
    ["search", "--names-only", pattern],
    patience,
  );
  if (ended.code !== 0) return failed(`apt-cache search ${pattern}`, ended);
  const names = ended.stdout
    .split("\n")
    .map((line) => line.split(" ")[0] ?? "");
  return { value: names.filter((name) => name !== "") };
}

/** Whether these packages can be on one machine together; if not, what apt-get says. It changes nothing. */
async function refusalOf(
  packages: readonly string[],
): Promise<string | undefined> {
  const ended = await exec(
    "apt-get",
    [
      ...["install", "--simulate", "-q", "--no-remove"],
      ...["--no-install-recommends", ...packages],
    ],
    patience,
  );
  if (ended.code === 0) return undefined;
  const said = `${ended.stdout}\n${ended.stderr}`;
  // Which package is in the way stands among the reasons; the last line only says that there are some.
  const reasons = said
    .split("\n")
    .filter((line) => /(?:Depends|Conflicts|Breaks): /.test(line));
  return lastLines(reasons.length > 0 ? reasons.join("\n") : said, 2);
}

/** Where a name or path of a package’s file is; nothing where it is not there. */
type Find = (name: string) => Promise<string | undefined>;

/** Looks for the executable of a package, and whether it is as its package has it. */
async function look(
  { executable: name, package: packageName }: Entry,
  surroundings: Surroundings,
  find: Find,
): Promise<Located | undefined> {
  const executable = await find(name);
  if (executable === undefined) return undefined;
  const problem = await packageProblem(packageName, surroundings);
  return problem !== undefined
    ? {
        ok: false,
        reason: `it is not as its package has it: ${problem}`,
        hint: `sudo apt-get install --reinstall ${packageName}, or the package that the file belongs to`,
      }
    : {
        ok: true,
        executable,
        // A cell sees the distribution’s folders, and of others only those that are named.
        folders: isShown(executable) ? [] : [dirname(executable)],
      };
}

/** What installs a package by hand. */
export function installHint(packageName: string): string {
  return `sudo apt-get install ${packageName}`;
}

/** Finds a tool of the distribution, and installs its package where there is root. */
export async function findPackage(
  entry: Entry,
  surroundings: Surroundings,
  find: Find = whichExecutable,
): Promise<Located> {
  const here = await look(entry, surroundings, find);
  if (here !== undefined) return here;
  const absent = {
    ok: false,
    reason: `${entry.executable} is not installed`,
    hint: installHint(entry.package),
  } as const;
  const root = getuid?.() === 0;
  const apt = await whichExecutable("apt-get");
  if (!root || apt === undefined) return absent;
  if (!surroundings.install) return { ...absent, obtainable: true };
  return withLock(
    join(surroundings.cache, "apt.lock"),
    () => {
      surroundings.note("waiting for another run that installs packages");
    },
    async () => {
      const since = await look(entry, surroundings, find);
      if (since !== undefined) return since;
      const problem = await install(entry.package, surroundings);
      const now = await look(entry, surroundings, find);
      return now ?? { ...absent, reason: problem ?? absent.reason };
    },
  );
}

/** A package of this machine’s distribution. */
export const apt: Source<"apt"> = {
  most: 3,

  async releases({ versions }) {
    const numbered = Object.entries(versions).find(([version, entry]) =>
      entry.package.endsWith(`-${version}`),
    );
    // A package without a number in its name has one version on a machine: whatever is installed.
    if (numbered === undefined) return { value: [] };
    const [version, entry] = numbered;
    const stem = entry.package.slice(0, -version.length);
    const names = await packagesLike(`^${stem}[0-9]+$`);
    return "problem" in names
      ? names
      : { value: names.value.map((name) => name.slice(stem.length)) };
  },

  async pin(tool, { version }) {
    const known = Object.values(tool.versions).map((one) => one.package);
    const wider = aptKind.extend(tool, version);
    const packageName = wider?.versions[version]?.package;
    if (packageName === undefined)
      return { unfit: "its package has another name" };
    const refusal = await refusalOf([...known, packageName]);
    return refusal === undefined
      ? { pinned: {} }
      : {
          unfit: `${packageName} cannot be beside ${known.join(", ")}: ${refusal}`,
        };
  },

  byHand: ({ version, source }) =>
    installHint(source.versions[version]?.package ?? ""),

  async find({ version, source }, surroundings) {
    const entry = source.versions[version];
    return entry === undefined
      ? { ok: false, reason: "it has no package" }
      : findPackage(entry, surroundings);
  },
};
