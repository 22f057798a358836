import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readdir, rename, rm, stat } from "node:fs/promises";
import { arch, platform, tmpdir } from "node:os";
import { join, relative } from "node:path";
import { z } from "zod";
import { readZip } from "../../archive/zip.ts";
import { fileDigest } from "../../cache.ts";
import { exec, lastLines, type Ended } from "../../exec.ts";
import { failed, patience } from "../clients/answer.ts";
import {
  fetchedByVerify,
  findUnpacked,
  notFor,
  unpack,
  withProgress,
  type Archive,
} from "../unpacked.ts";
import type { Surroundings } from "../types.ts";
import { whichExecutable } from "../path.ts";
import { findPackage } from "./apt.ts";
import type { Source } from "./source.ts";

/** Every release of Go is a version of this module, for each kind of machine. */
const module = "golang.org/toolchain";

/** This machine as Go names it, such as `linux-amd64`. */
function goPlatform(): string {
  return `${platform()}-${arch() === "x64" ? "amd64" : arch()}`;
}

function moduleVersion(version: string): string {
  return `v0.0.1-go${version}.${goPlatform()}`;
}

/** Whatever `go` is on PATH: it only fetches. Where there is none, Debian’s, which is too old to fetch toolchains by itself. */
const bootstrap = { package: "golang-go", executable: "go" };

/** Calls the bootstrap, with no settings but those for the proxy, and nothing of it kept outside `folder`. */
async function callGo(
  folder: string,
  executable: string,
  args: readonly string[],
  timeout: number,
): Promise<Ended> {
  await mkdir(folder, { recursive: true });
  const env = {
    ...process.env,
    GOMODCACHE: join(folder, "modules"),
    GOCACHE: join(folder, "cache"),
    GOFLAGS: "-modcacherw",
    GOTOOLCHAIN: "local",
    GOWORK: "off",
    GO111MODULE: "on",
  };
  return exec(executable, args, { cwd: folder, env, timeout });
}

const answer = z.object({ Zip: z.string() });

/** The module’s archive as the proxy has it, somewhere below `folder`. */
async function download(
  version: string,
  folder: string,
  executable: string,
): Promise<{ readonly zip: string } | { readonly problem: string }> {
  const wanted = `${module}@${moduleVersion(version)}`;
  const args = ["mod", "download", "-json", wanted];
  const ended = await callGo(folder, executable, args, 15 * 60_000);
  if (ended.code !== 0)
    return {
      problem: `go mod download ${wanted} failed: ${lastLines(ended.stderr || ended.stdout, 2)}`,
    };
  return { zip: answer.parse(JSON.parse(ended.stdout)).Zip };
}

/** Unpacks the archive into `folder`: the toolchain’s folder in it, and the hash that go.sum would have. */
async function open(
  zip: string,
  version: string,
  folder: string,
): Promise<
  | { readonly toolchain: string; readonly sum: string }
  | { readonly problem: string }
> {
  const unpacked = await unpack(readZip(zip), folder);
  if ("problem" in unpacked) return unpacked;
  const sum = await hashOf(folder);
  return {
    toolchain: join(folder, `${module}@${moduleVersion(version)}`),
    sum,
  };
}

/** The hash `h1:` of golang.org/x/mod/sumdb/dirhash: the digest of the sorted list of files with their digests. */
async function hashOf(folder: string): Promise<string> {
  const entries = await readdir(folder, {
    recursive: true,
    withFileTypes: true,
  });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    // By bytes, as Go sorts.
    .sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  const list = createHash("sha256");
  for (const path of paths)
    list.update(`${await fileDigest(join(folder, path))}  ${path}\n`);
  return `h1:${list.digest("base64")}`;
}

function fetchFrom(
  archive: Archive,
  version: string,
  surroundings: Surroundings,
) {
  return async (temporary: string) => {
    const found = await findPackage(bootstrap, surroundings);
    if (!found.ok)
      return { problem: `the go command that fetches it: ${found.reason}` };
    const fetched = await withProgress(archive, temporary, surroundings, () =>
      download(version, temporary, found.executable),
    );
    if ("problem" in fetched) return fetched;
    const opened = await open(fetched.zip, version, join(temporary, "zip"));
    if ("problem" in opened) return opened;
    const { toolchain, sum } = opened;
    if (sum !== archive.digest)
      return {
        problem: `the proxy has another module than was pinned: its hash is ${sum}, not ${archive.digest}`,
      };
    // No module holds another one’s go.mod, so it has a name of its own there. The go command renames it too.
    await rename(join(toolchain, "src/_go.mod"), join(toolchain, "src/go.mod"));
    return { unpacked: toolchain };
  };
}

/** Calls `work` with the go command and a folder that is gone afterwards. */
async function withGo<Result>(
  work: (folder: string, executable: string) => Promise<Result>,
): Promise<Result | { readonly problem: string }> {
  const executable = await whichExecutable(bootstrap.executable);
  if (executable === undefined)
    return { problem: "there is no go command on this machine" };
  const folder = await mkdtemp(join(tmpdir(), "misbuilt-discover-"));
  try {
    return await work(folder, executable);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A release of Go, which the module proxy has as a module. */
export const go: Source<"go"> = {
  most: 2,

  releases: () =>
    withGo(async (folder, executable) => {
      const args = ["list", "-m", "-versions", module];
      const ended = await callGo(folder, executable, args, patience.timeout);
      if (ended.code !== 0) return failed(`go list -m ${module}`, ended);
      const [before, after = ""] = moduleVersion("VERSION").split("VERSION");
      const releases = ended.stdout
        .trim()
        .split(" ")
        .filter((one) => one.startsWith(before ?? "") && one.endsWith(after))
        .map((one) => one.slice(before?.length, -after.length));
      return { value: releases };
    }),

  pin: (_source, { version }) =>
    withGo(async (folder, executable) => {
      const fetched = await download(version, folder, executable);
      if ("problem" in fetched) return fetched;
      const opened = await open(fetched.zip, version, join(folder, "zip"));
      if ("problem" in opened) return opened;
      const { size } = await stat(fetched.zip);
      const { sum } = opened;
      const pinned = { platform: goPlatform(), sum, bytes: size };
      return { pinned: { module: pinned } };
    }),

  byHand: ({ version, source }) =>
    fetchedByVerify(
      source.versions[version]?.bytes ?? 0,
      `a go command (such as Debian's ${bootstrap.package}) and a network`,
    ),

  async find({ tool, version, source }, surroundings) {
    const entry = source.versions[version];
    const sum = entry?.sum[goPlatform()];
    if (entry === undefined || sum === undefined)
      return notFor(goPlatform(), "module");
    // In base64 a digest has characters that no file name has.
    const short = Buffer.from(sum.slice("h1:".length), "base64");
    const folder = `${version}-${short.toString("hex").slice(0, 12)}`;
    const archive: Archive = {
      name: `${tool} ${version}`,
      release: `${module}@${moduleVersion(version)}`,
      bytes: entry.bytes,
      digest: sum,
      folder: join(surroundings.cache, "toolchains", tool, folder),
      executable: "bin/go",
    };
    const located = await findUnpacked(
      archive,
      fetchFrom(archive, version, surroundings),
      surroundings,
    );
    // It must not look for another release than this one.
    return located.ok
      ? { ...located, variables: { GOTOOLCHAIN: "local" } }
      : located;
  },
};
