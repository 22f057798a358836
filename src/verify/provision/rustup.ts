import { realpath } from "node:fs/promises";
import { join } from "node:path";
import { exec, lastLines } from "../exec.ts";
import { withLock } from "./lock.ts";
import { whichExecutable } from "./path.ts";
import type { Finder, Located, SourceOf, Surroundings } from "./types.ts";

interface Sysroot {
  readonly folder: string;
  readonly host: string;
}

async function sysrootOf(
  command: string,
  before: readonly string[],
  wanted: (release: string) => boolean,
): Promise<Sysroot | undefined> {
  const version = await exec(command, [...before, "-vV"]);
  const release = /^release: (.+)$/m.exec(version.stdout)?.[1];
  const host = /^host: (.+)$/m.exec(version.stdout)?.[1];
  if (version.code !== 0 || release === undefined || host === undefined)
    return undefined;
  if (!wanted(release)) return undefined;
  const printed = await exec(command, [...before, "--print", "sysroot"]);
  if (printed.code !== 0) return undefined;
  return { folder: await realpath(printed.stdout.trim()), host };
}

/** A toolchain’s name is a release (then the release must be exactly that) or a channel such as `nightly`. */
function releaseFits(name: string): (release: string) => boolean {
  return /^\d/.test(name)
    ? (release) => release === name
    : (release) => release.includes(name);
}

async function find(toolchain: string): Promise<Sysroot | undefined> {
  const fits = releaseFits(toolchain);
  // The machine’s own first: it needs no rustup at all.
  const own = await sysrootOf("rustc", [], fits);
  if (own !== undefined) return own;
  if ((await whichExecutable("rustup")) === undefined) return undefined;
  // Without this, rustup would download a toolchain that is not there.
  const installed = await exec("rustup", ["toolchain", "list", "--quiet"]);
  const names = installed.stdout.split("\n").map((line) => line.trim());
  const here = names.some(
    (name) => name === toolchain || name.startsWith(`${toolchain}-`),
  );
  return here
    ? sysrootOf("rustup", ["run", toolchain, "rustc"], fits)
    : undefined;
}

const sysroots = new Map<string, Promise<Sysroot | undefined>>();

function findOnce(toolchain: string): Promise<Sysroot | undefined> {
  const pending = sysroots.get(toolchain) ?? find(toolchain);
  sysroots.set(toolchain, pending);
  return pending;
}

/** Installs a release through rustup, which checks its digests. What is wrong, where it is. */
async function install(
  toolchain: string,
  { cache, note }: Surroundings,
): Promise<string | undefined> {
  return withLock(
    join(cache, "rustup.lock"),
    () => {
      note("waiting for another run that installs a Rust toolchain");
    },
    async () => {
      if ((await find(toolchain)) !== undefined) return undefined;
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

/**
 * Finds a tool in the sysroot of the machine’s rustc, or of a toolchain that rustup has. A release that is not there
 * is installed where rustup is; a channel such as `nightly` is not, because another day it would be another one.
 */
export const findRustup: Finder<SourceOf<"rustup">> = async (
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
  const { toolchain } = entry;
  const hint = `rustup toolchain install ${toolchain}`;
  const absent = {
    ok: false,
    reason: `neither rustc on PATH nor rustup's toolchains are ${toolchain}`,
    hint,
  } as const;
  let sysroot = await findOnce(toolchain);
  if (sysroot === undefined) {
    const able =
      /^\d+(\.\d+)+$/.test(toolchain) &&
      (await whichExecutable("rustup")) !== undefined;
    if (!able) return absent;
    if (!surroundings.install) return { ...absent, obtainable: true };
    const problem = await installOnce(toolchain, surroundings);
    if (problem !== undefined) return { ...absent, reason: problem };
    sysroots.delete(toolchain);
    sysroot = await findOnce(toolchain);
    if (sysroot === undefined) return absent;
  }
  const path = join(
    sysroot.folder,
    source.executable.replaceAll("{host}", sysroot.host),
  );
  const executable = await whichExecutable(path);
  return executable === undefined
    ? { ok: false, reason: `${path} is not there`, hint }
    : { ok: true, executable, folders: [sysroot.folder] };
};
