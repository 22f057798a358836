import { realpath } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { valueDigest } from "../cache.ts";
import { exec } from "../exec.ts";
import { readIfThere } from "../load.ts";
import { isShown } from "../sandbox/view.ts";
import { ask } from "./ask.ts";
import { conditionOf, record, type Kept } from "./kept.ts";
import { whichExecutable } from "./path.ts";
import type { Surroundings } from "./types.ts";

/** Where a Rust toolchain is. */
export interface Sysroot {
  readonly folder: string;
  readonly host: string;
}

/** The sysroot of a rustc that is a toolchain's own; nothing where it is not the release that is wanted. */
async function sysrootOf(
  rustc: string,
  wanted: (release: string) => boolean,
  { sandbox }: Surroundings,
): Promise<Sysroot | undefined> {
  const real = await realpath(rustc);
  const folder = dirname(dirname(real));
  const folders = isShown(real) ? [] : [folder];
  const version = await ask(real, ["-vV"], folders, sandbox);
  const release = /^release: (.+)$/m.exec(version.stdout)?.[1];
  const host = /^host: (.+)$/m.exec(version.stdout)?.[1];
  if (version.code !== 0 || release === undefined || host === undefined)
    return undefined;
  return wanted(release) ? { folder, host } : undefined;
}

/** A toolchain’s name is a release (then the release must be exactly that) or a channel such as `nightly`. */
function releaseFits(name: string): (release: string) => boolean {
  return /^\d/.test(name)
    ? (release) => release === name
    : (release) => release.includes(name);
}

/** Where rustup has the rustc of a toolchain, or of its default one. It runs none. */
async function rustcOf(toolchain: string | undefined): Promise<string[]> {
  const which = await exec("rustup", [
    ...["which", "rustc"],
    ...(toolchain === undefined ? [] : ["--toolchain", toolchain]),
  ]);
  return which.code === 0 ? [which.stdout.trim()] : [];
}

/** Finds the toolchain of a name, on PATH or with rustup. */
export async function findSysroot(
  toolchain: string,
  surroundings: Surroundings,
): Promise<Sysroot | undefined> {
  const fits = releaseFits(toolchain);
  const candidates: string[] = [];
  // The machine’s own first: it needs no rustup at all. What rustup puts on PATH is rustup itself.
  const own = await whichExecutable("rustc");
  if (own !== undefined && basename(await realpath(own)) !== "rustup")
    candidates.push(own);
  if ((await whichExecutable("rustup")) !== undefined) {
    candidates.push(...(await rustcOf(undefined)));
    // Of a toolchain that is not there, rustup would download one.
    const installed = await exec("rustup", ["toolchain", "list", "--quiet"]);
    const names = installed.stdout.split("\n").map((line) => line.trim());
    const here = names.some(
      (name) => name === toolchain || name.startsWith(`${toolchain}-`),
    );
    if (here) candidates.push(...(await rustcOf(toolchain)));
  }
  for (const rustc of new Set(candidates)) {
    const found = await sysrootOf(rustc, fits, surroundings);
    if (found !== undefined) return found;
  }
  return undefined;
}

const sysroots = new Map<string, Promise<Sysroot | undefined>>();

/** The same, looked for once; `again` where it was installed since. */
export function sysrootOnce(
  toolchain: string,
  surroundings: Surroundings,
  again = false,
): Promise<Sysroot | undefined> {
  const known = again ? undefined : sysroots.get(toolchain);
  const pending = known ?? findSysroot(toolchain, surroundings);
  sysroots.set(toolchain, pending);
  return pending;
}

const comparisons = new Map<string, Promise<string | undefined>>();

/**
 * What changed in a sysroot since it was first used; rustup keeps no digests of what it unpacks. Where rustup itself has
 * updated it, which shows in its manifest, it is recorded anew.
 */
export function changedSince(
  folder: string,
  surroundings: Surroundings,
): Promise<string | undefined> {
  const pending = comparisons.get(folder) ?? compare(folder, surroundings);
  comparisons.set(folder, pending);
  return pending;
}

async function compare(
  folder: string,
  { cache, note, thorough }: Surroundings,
): Promise<string | undefined> {
  // A distribution's own is checked as its packages are.
  if (isShown(`${folder}/`)) return undefined;
  const manifest = join(folder, "lib/rustlib/multirust-channel-manifest.toml");
  const update = (await readIfThere(manifest)) ?? "";
  // A target that was added stands there, and not in the manifest.
  const parts = await readIfThere(join(folder, "lib/rustlib/components"));
  const name = valueDigest([folder, update, parts ?? ""]).slice(0, 16);
  const kept: Kept = {
    folder,
    stamp: join(cache, "checked", `sysroot-${name}.json`),
    files: join(cache, "checked", `sysroot-${name}-files.json`),
    // Documentation: no compiler reads it, and there are 30,000 files of it.
    without: ["share"],
  };
  const condition = await conditionOf(kept, thorough);
  if (condition.is === "damaged") return condition.why;
  if (condition.is === "absent") {
    note(`${folder}: recording its files`);
    await record(kept, { folder });
  }
  return undefined;
}
