import { createHash } from "node:crypto";
import { logPath } from "../catalog/read/anchor.ts";
import type { Cell } from "../catalog/cells/cell.ts";
import { plan } from "../catalog/cells/plan.ts";
import {
  cellVariables,
  readerTools,
  type ReaderTool,
} from "../catalog/cells/variables.ts";
import type { Toolchains, Verdict } from "../catalog/schema/index.ts";
import { archive } from "./archive.ts";
import type { ArchiveFile } from "./archive.ts";
import type { Repro } from "./catalogue.ts";

/** The files of a reproducer's archive, under one folder with its name. */
export function archiveFiles({ slug, files }: Repro): ArchiveFile[] {
  return files.map((file) => ({ ...file, path: `${slug}/${file.path}` }));
}

/** A file as text; undefined where it is binary. */
export function sourceText({ bytes }: ArchiveFile): string | undefined {
  const text = Buffer.from(bytes).toString("utf8");
  return text.includes("\0") || text.includes("\uFFFD") ? undefined : text;
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

function quote(value: string): string {
  return /^[\w./:=@%+,-]+$/.test(value)
    ? value
    : `'${value.replaceAll("'", `'\\''`)}'`;
}

/** How to run a cell without misbuilt. */
export interface ByHand {
  readonly cell: Cell;
  /** Two lines for a POSIX shell: one fetches the reproducer, one runs the cell. */
  readonly lines: readonly [string, string];
  /** The tools that the second line names; a reader’s own may be other versions. */
  readonly tools: readonly ReaderTool[];
}

/** The cell that a page shows how to run: the first of the pinned ones in which the hazard is expected to show. */
function shownCell({ slug, manifest }: Repro): Cell | undefined {
  const hazards = manifest.cases.filter((one) => one.role === "hazard");
  const cells = plan([{ slug, folder: slug, manifest }]);
  return hazards
    .flatMap(({ id }) => cells.filter((one) => one.definition.id === id))
    .find((cell) => cell.expected === cell.definition.expect.outcome);
}

/** The variables and the scripts of a reproducer’s hazard, as `verify` sets and calls them. */
export function byHand(
  repro: Repro,
  address: string,
  toolchains: Toolchains,
): ByHand | undefined {
  const cell = shownCell(repro);
  if (cell === undefined) return undefined;
  const { slug } = repro;
  const tools = readerTools(cell, toolchains);
  const set = Object.entries(cellVariables(cell, tools)).map(
    ([name, value]) => `${name}=${quote(value)}`,
  );
  const { build, run } = cell.definition;
  const lines = [
    `curl -sSO ${address} && tar xzf ${slug}.tar.gz && cd ${slug}`,
    `export OUT=$(mktemp -d) ${set.join(" ")}; sh ${build} && sh ${run}; echo "exit $?"`,
  ] as const;
  return { cell, lines, tools };
}

/** The tools that `verify` runs the cell with, in a sentence; nothing where it needs none. */
export function toolWords({ tools }: ByHand): string | undefined {
  if (tools.length === 0) return undefined;
  const named = tools.map(
    ({ env, title, version }) => `${title} ${version} as \`${env}\``,
  );
  return `misbuilt runs it with ${named.join(", ")}; put in your own.`;
}
