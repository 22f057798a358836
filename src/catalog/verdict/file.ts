import { cellKey, compareText } from "../cells/cell.ts";
import { exitWords } from "../cells/exits.ts";
import { shortDigest } from "../read/digest.ts";
import type {
  CellResult,
  Fact,
  FoundCell,
  Verdict,
  VerdictFile,
} from "../schema/index.ts";

/** The path of what was found of a reproducer, in the repository. */
export function verdictPath(slug: string): string {
  return `content/verdicts/${slug}.json`;
}

function sorted<Value>(record: Readonly<Record<string, Value>>) {
  return Object.fromEntries(
    Object.entries(record).sort(([a], [b]) => compareText(a, b)),
  );
}

/** What names measured facts: a digest of their JSON, by the order of their names. */
export function factsDigest(facts: Readonly<Record<string, Fact>>): string {
  return shortDigest(JSON.stringify(sorted(facts)));
}

/** What a verdict says was found, as its file has it; when and where is the history’s. */
export function foundOf(verdict: Verdict): VerdictFile {
  const texts = new Map<string, string[]>();
  const facts = new Map<string, Record<string, Fact>>();
  const textOf = (text: string): string | undefined => {
    if (text === "") return undefined;
    const digest = shortDigest(text);
    texts.set(digest, text.split("\n"));
    return digest;
  };
  const factsOf = (measured: CellResult["facts"]): string | undefined => {
    if (Object.keys(measured).length === 0) return undefined;
    const digest = factsDigest(measured);
    facts.set(digest, sorted(measured));
    return digest;
  };
  const cells = verdict.cells.map((cell): FoundCell => ({
    case: cell.case,
    role: cell.role,
    tools: sorted(cell.tools),
    params: sorted(cell.params),
    outcome: cell.outcome,
    expected: cell.expected,
    ok: cell.ok,
    affected: cell.affected,
    exit: { build: cell.exit.build, run: cell.exit.run },
    detail: cell.detail === exitWords(cell.exit) ? undefined : cell.detail,
    stdout: textOf(cell.stdout),
    stderr: textOf(cell.stderr),
    facts: factsOf(cell.facts),
  }));
  return {
    schemaVersion: 2,
    repro: verdict.repro,
    sources: verdict.sources,
    toolchains: verdict.toolchains,
    cells,
    texts: sorted(Object.fromEntries(texts)),
    facts: sorted(Object.fromEntries(facts)),
  };
}

function block(brackets: string, rows: readonly string[]): string {
  const [open = "", close = ""] = brackets;
  return rows.length === 0
    ? brackets
    : `${open}\n${rows.map((row) => `    ${row}`).join(",\n")}\n  ${close}`;
}

/**
 * The file’s text, so that a change reads as one: a line for each tool, each cell, each line of a text and each entry of
 * facts. The same verdict always gives the same bytes.
 */
export function printFile(file: VerdictFile): string {
  const json = (value: unknown): string => JSON.stringify(value);
  const rows = (values: readonly unknown[]) => block("[]", values.map(json));
  const texts = Object.entries(file.texts).map(([digest, lines]) => {
    const inner = lines.map((line) => `      ${json(line)}`).join(",\n");
    return `${json(digest)}: [\n${inner}\n    ]`;
  });
  const facts = Object.entries(file.facts).map(
    ([digest, one]) => `${json(digest)}: ${json(one)}`,
  );
  return `{
  "schemaVersion": ${file.schemaVersion},
  "repro": ${json(file.repro)},
  "sources": ${json(file.sources)},
  "toolchains": ${rows(file.toolchains)},
  "cells": ${rows(file.cells)},
  "texts": ${block("{}", texts)},
  "facts": ${block("{}", facts)}
}
`;
}

/** The verdict’s file as text. */
export function printFound(verdict: Verdict): string {
  return printFile(foundOf(verdict));
}

/** The cell’s name as `cellKey` gives it. */
export function foundKey(repro: string, cell: FoundCell): string {
  return cellKey({ ...cell, repro });
}
