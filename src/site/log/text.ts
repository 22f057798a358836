import type { Repro } from "../catalogue.ts";
import type { Verdict } from "../../catalog/schema/index.ts";
import { cellWords, formatInstant, logCases, logHeadline } from "./log.ts";
import type { LogCell } from "./log.ts";
import { commitWords, machineWords, sandboxWords } from "./provenance.ts";

/** What a script printed, each line after a bar, so that it cannot be taken for the log’s own. */
function quoted(name: string, text: string): string[] {
  if (text === "") return [`${name}: nothing`];
  const lines = text.replace(/\n$/, "").split("\n");
  return [`${name}:`, ...lines.map((line) => `| ${line}`)];
}

function entry(log: LogCell): string[] {
  const { cell, name, anchor } = log;
  return [
    `== ${name}`,
    `#${anchor}`,
    `role: ${cell.role}; outcome: ${cell.outcome}; expected: ${cell.expected}; ${cell.ok ? "ok" : "NOT OK"}`,
    `run: ${cell.run ?? "unknown"}`,
    cellWords(log),
    ...quoted("stdout", cell.stdout),
    ...quoted("stderr", cell.stderr),
    "",
  ];
}

/** A reproducer’s log as plain text: its runs, its tools, then each cell under a line that begins with `== `. */
export function logText(
  { slug, manifest, sources }: Repro,
  verdict: Verdict,
  address: (path: string) => string,
): string {
  const stale =
    sources === verdict.sources
      ? []
      : ["The reproducer’s files have changed since."];
  return [
    `Log of ${slug}: ${logHeadline(verdict)}`,
    manifest.title,
    `Page: ${address(`/logs/${slug}/`)}`,
    `Recorded: ${formatInstant(verdict.recordedAt)}`,
    `Digest of the reproducer’s files: ${verdict.sources}`,
    ...stale,
    "",
    "RUNS",
    ...verdict.runs.map(
      (run) =>
        `${run.id}: ${formatInstant(run.startedAt)}, commit ${commitWords(run)}; ${machineWords(run.machine)}; ${sandboxWords(run.sandbox)}`,
    ),
    "",
    "TOOLS: name, version, source, SHA-256 of the executable, what it says of itself",
    ...verdict.toolchains.map(
      ({ tool, version, source, sha256, reports }) =>
        `${tool} ${version} ${source} ${sha256} ${reports}`,
    ),
    "",
    "CELLS",
    "",
    ...logCases(manifest, verdict).flatMap((one) => one.cells.flatMap(entry)),
  ].join("\n");
}
