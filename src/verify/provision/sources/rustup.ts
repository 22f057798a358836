import { existsSync } from "node:fs";
import { join } from "node:path";
import { exec, lastLines } from "../../exec.ts";
import { failed, patience, type Answer } from "../clients/answer.ts";
import { withLock } from "../lock.ts";
import { whichExecutable } from "../path.ts";
import { changedSince, findSysroot, sysrootOnce } from "../sysroot.ts";
import type { Surroundings } from "../types.ts";
import type { Source } from "./source.ts";

/** Installs a release through rustup, which checks its digests. What is wrong, where it is. */
async function install(
  toolchain: string,
  surroundings: Surroundings,
): Promise<string | undefined> {
  const { cache, note } = surroundings;
  return withLock(
    join(cache, "rustup.lock"),
    () => {
      note("waiting for another run that installs a Rust toolchain");
    },
    async () => {
      if ((await findSysroot(toolchain, surroundings)) !== undefined)
        return undefined;
      note(`installing Rust ${toolchain} through rustup`);
      const ended = await exec(
        "rustup",
        [
          ...["toolchain", "install", toolchain],
          ...["--profile", "minimal", "--no-self-update"],
        ],
        { timeout: 15 * 60_000 },
      );
      return ended.code === 0
        ? undefined
        : `rustup could not install ${toolchain}: ${lastLines(ended.stderr, 1)}`;
    },
  );
}

const installs = new Map<string, Promise<string | undefined>>();

/** rustc, cargo and rust-lld of a release are one toolchain: it is tried once. */
function installOnce(
  toolchain: string,
  surroundings: Surroundings,
): Promise<string | undefined> {
  const pending = installs.get(toolchain) ?? install(toolchain, surroundings);
  installs.set(toolchain, pending);
  return pending;
}

/** The stable release that rustup would update to, where it knows of one. */
async function stable(): Promise<Answer<string[]>> {
  if ((await whichExecutable("rustup")) === undefined)
    return { problem: "there is no rustup on this machine" };
  const ended = await exec("rustup", ["check"], patience);
  // It ends with 100 where there is something to update.
  if (ended.code !== 0 && ended.code !== 100)
    return failed("rustup check", ended);
  const line = ended.stdout.split("\n").find((one) => one.startsWith("stable"));
  return { value: line?.match(/\d+\.\d+\.\d+/g) ?? [] };
}
function installHint(toolchain: string, targets: readonly string[] = []) {
  return [`rustup toolchain install ${toolchain}`, ...targets].join(
    " --target ",
  );
}

/** The standard library of a target is not there, and rustup could not or may not add it. */
type Lack = { readonly reason: string; readonly obtainable: boolean };

/** Adds the targets that a toolchain lacks, where that is allowed. What is still missing, where something is. */
async function addTargets(
  toolchain: string,
  folder: string,
  targets: readonly string[],
  { cache, install, note }: Surroundings,
): Promise<Lack | undefined> {
  const lacking = (): string[] =>
    targets.filter(
      (target) => !existsSync(join(folder, "lib/rustlib", target)),
    );
  const missing = lacking();
  if (missing.length === 0) return undefined;
  const reason = `Rust ${toolchain} is here without ${missing.join(", ")}`;
  const able = (await whichExecutable("rustup")) !== undefined;
  if (!able || !install) return { reason, obtainable: able };
  return withLock(
    join(cache, "rustup.lock"),
    () => {
      note("waiting for another run that installs a Rust toolchain");
    },
    async () => {
      if (lacking().length === 0) return undefined;
      note(`adding ${missing.join(", ")} to Rust ${toolchain} through rustup`);
      const ended = await exec(
        "rustup",
        ["target", "add", "--toolchain", toolchain, ...missing],
        { timeout: 15 * 60_000 },
      );
      if (ended.code === 0 && lacking().length === 0) return undefined;
      const said = lastLines(ended.stderr, 1);
      return { reason: `${reason}: ${said}`, obtainable: false };
    },
  );
}

/**
 * A tool in the sysroot of the machine’s rustc, or of a toolchain that rustup has. A release that is not there is
 * installed where rustup is; a channel such as `nightly` is not, because another day it would be another one.
 */
export const rustup: Source<"rustup"> = {
  // A release line that comes out every few weeks is followed by its newest alone.
  most: 1,

  releases: stable,

  pin: () => Promise.resolve({ pinned: {} }),

  byHand: ({ version, source }) =>
    installHint(source.versions[version]?.toolchain ?? version, source.targets),

  async find({ version, source }, surroundings) {
    const toolchain = source.versions[version]?.toolchain ?? version;
    const absent = {
      ok: false,
      reason: `neither rustc on PATH nor rustup's toolchains are ${toolchain}`,
    } as const;
    let sysroot = await sysrootOnce(toolchain, surroundings);
    if (sysroot === undefined) {
      const able =
        /^\d+(\.\d+)+$/.test(toolchain) &&
        (await whichExecutable("rustup")) !== undefined;
      if (!able) return absent;
      if (!surroundings.install) return { ...absent, obtainable: true };
      const problem = await installOnce(toolchain, surroundings);
      if (problem !== undefined) return { ...absent, reason: problem };
      sysroot = await sysrootOnce(toolchain, surroundings, true);
      if (sysroot === undefined) return absent;
    }
    const { folder, host } = sysroot;
    const lack = await addTargets(
      toolchain,
      folder,
      source.targets ?? [],
      surroundings,
    );
    if (lack !== undefined) return { ok: false, ...lack };
    const problem = await changedSince(folder, surroundings);
    if (problem !== undefined)
      return {
        ok: false,
        reason: `${folder} is not as it was when it was first used: ${problem}`,
        hint: `rustup toolchain uninstall ${toolchain} && ${installHint(toolchain)}`,
      };
    const inside = (path: string): string =>
      join(folder, path.replaceAll("{host}", host));
    const { linker } = source;
    const wanted = [source.executable, ...(linker ? [linker.executable] : [])];
    for (const path of wanted.map(inside))
      if ((await whichExecutable(path)) === undefined)
        return { ok: false, reason: `${path} is not there` };
    return {
      ok: true,
      executable: inside(source.executable),
      folders: [folder],
      ...(linker === undefined
        ? {}
        : { variables: { [linker.env]: inside(linker.executable) } }),
    };
  },
};
