import { realpath } from "node:fs/promises";
import { join } from "node:path";
import { exec } from "../exec.ts";
import { whichExecutable } from "./path.ts";
import type { Finder, Located, SourceOf } from "./types.ts";

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

/** Finds a tool in the sysroot of the machine’s rustc, or of a toolchain that rustup has. It installs nothing. */
export const findRustup: Finder<SourceOf<"rustup">> = async ({
  version,
  source,
}): Promise<Located> => {
  const entry = source.versions[version];
  if (entry === undefined)
    return {
      ok: false,
      reason: "repros/toolchains.yaml has no such version",
      hint: "add it there",
    };
  const { toolchain } = entry;
  const pending = sysroots.get(toolchain) ?? find(toolchain);
  sysroots.set(toolchain, pending);
  const sysroot = await pending;
  const hint = `rustup toolchain install ${toolchain}`;
  if (sysroot === undefined)
    return {
      ok: false,
      reason: `neither rustc on PATH nor rustup's toolchains are ${toolchain}`,
      hint,
    };
  const path = join(
    sysroot.folder,
    source.executable.replaceAll("{host}", sysroot.host),
  );
  const executable = await whichExecutable(path);
  return executable === undefined
    ? { ok: false, reason: `${path} is not there`, hint }
    : { ok: true, executable, folders: [sysroot.folder] };
};
