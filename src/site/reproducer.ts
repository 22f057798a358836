import { createHash } from "node:crypto";
import { logPath } from "../catalog/anchor.ts";
import type { ReproCase, Verdict } from "../catalog/schema/index.ts";
import { archive } from "./archive.ts";
import type { ArchiveFile } from "./archive.ts";
import type { Repro } from "./catalogue.ts";

/** The files of a reproducer's archive, under one folder with its name. */
export function archiveFiles({ slug, files }: Repro): ArchiveFile[] {
  return files.map((file) => ({ ...file, path: `${slug}/${file.path}` }));
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** What is published of a reproducer: its archive and each of its files, with sizes in bytes and digests, and where its log and its history stand. */
export function publication(repro: Repro, verdict: Verdict | undefined) {
  const { slug, manifest, files } = repro;
  const packed = archive(archiveFiles(repro));
  return {
    slug,
    title: manifest.title,
    archive: {
      url: `/repros/${slug}.tar.gz`,
      bytes: packed.length,
      sha256: sha256(packed),
    },
    files: files.map(({ path, bytes }) => ({
      path: `repros/${slug}/${path}`,
      url: `/repros/${slug}/${path}`,
      bytes: bytes.length,
      sha256: sha256(bytes),
    })),
    log: verdict === undefined ? null : logPath(slug),
    history: `/api/v1/history/${slug}.json`,
  };
}

/** The variable in which scripts find a tool: `ld64.lld` is `LD64_LLD`. */
function variable(tool: string): string {
  return tool.toUpperCase().replaceAll(/[^A-Z0-9]/g, "_");
}

function quote(value: string): string {
  return /^[\w./:=@%+,-]+$/.test(value)
    ? value
    : `'${value.replaceAll("'", `'\\''`)}'`;
}

/** Two lines that fetch a reproducer and run one case of it by hand, in a POSIX shell. */
export function byHand(
  slug: string,
  address: string,
  one: ReproCase,
): [string, string] {
  const set = [
    ...Object.keys(one.tools).map((tool) => `${variable(tool)}=${quote(tool)}`),
    ...Object.entries(one.env).map(
      ([name, value]) => `${name}=${quote(value)}`,
    ),
    ...Object.entries(one.vary).map(
      ([name, [value]]) => `${name}=${quote(value ?? "")}`,
    ),
  ];
  return [
    `curl -sSO ${address} && tar xzf ${slug}.tar.gz && cd ${slug}`,
    `export OUT=$(mktemp -d) ${set.join(" ")}; sh ${one.build} && sh ${one.run}; echo "exit $?"`,
  ];
}
