import { getuid } from "node:process";
import { dirname, join } from "node:path";
import { exec, lastLines } from "../exec.ts";
import { isShown } from "../sandbox/view.ts";
import { withLock } from "./lock.ts";
import { packageProblem } from "./dpkg.ts";
import { whichExecutable } from "./path.ts";
import type { Finder, Located, SourceOf, Surroundings } from "./types.ts";

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

/** Finds a tool of the distribution, and installs its package where there is root. */
export const findApt: Finder<SourceOf<"apt">> = async (
  { version, source },
  surroundings,
): Promise<Located> => {
  const entry = source.versions[version];
  if (entry === undefined)
    return {
      ok: false,
      reason: "repros/toolchains.yaml has no such version",
      hint: "add it there",
    };
  const look = async (): Promise<Located | undefined> => {
    const executable = await whichExecutable(entry.executable);
    if (executable === undefined) return undefined;
    const problem = await packageProblem(entry.package, surroundings);
    return problem !== undefined
      ? {
          ok: false,
          reason: `it is not as its package has it: ${problem}`,
          hint: `sudo apt-get install --reinstall ${entry.package}, or the package that the file belongs to`,
        }
      : {
          ok: true,
          executable,
          // A cell sees the distribution's folders, and of others only those that are named.
          folders: isShown(executable) ? [] : [dirname(executable)],
        };
  };
  const here = await look();
  if (here !== undefined) return here;
  const absent = {
    ok: false,
    reason: `${entry.executable} is not installed`,
    hint: `sudo apt-get install ${entry.package}`,
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
      const since = await look();
      if (since !== undefined) return since;
      const problem = await install(entry.package, surroundings);
      const now = await look();
      return now ?? { ...absent, reason: problem ?? absent.reason };
    },
  );
};
