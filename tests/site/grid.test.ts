import { expect, test } from "vitest";
import { parse } from "yaml";
import {
  reproducer,
  type CellResult,
  type Verdict,
} from "../../src/catalog/schema/index.ts";
import { grid } from "../../src/site/grid.ts";

const manifest = reproducer.parse(
  parse(`
schemaVersion: 1
title: Two linkers
tools:
  cc: { versions: ["12"], pinned: ["12"] }
  clang: { versions: ["14", "19"], pinned: ["19"] }
  gold: { versions: ["2.40"], pinned: ["2.40"] }
  lld: { versions: ["13", "19"], pinned: ["19"] }
axes:
  - { id: compiler, title: Compiler, tools: [cc, clang] }
  - { id: linker, title: Linker, tools: [gold, lld] }
  - { id: flag, title: Flag, param: FLAG }
signs:
  hazard: { exit: 1 }
  clean: { exit: 0 }
cases:
  - { id: gold-all, role: hazard, label: all, title: It folds., tools: { cc: all, gold: all }, vary: { FLAG: [a, b] }, expect: { outcome: hazard } }
  - { id: lld-all, role: hazard, label: all, title: It folds., tools: { clang: all, lld: all }, expect: { outcome: hazard } }
  - { id: lld-none, role: control, label: none, title: It does not., tools: { clang: all, lld: all }, expect: { outcome: clean } }
`),
);

function cell(
  id: string,
  tools: CellResult["tools"],
  outcome: CellResult["outcome"],
  params: CellResult["params"] = {},
): CellResult {
  return {
    repro: "two-linkers",
    case: id,
    role: "hazard",
    tools,
    params,
    outcome,
    expected: "hazard",
    ok: true,
    affected: null,
    ms: 1,
    detail: "",
    exit: { build: 0, run: 1 },
    stdout: "",
    stderr: "",
    facts: {},
    measuredAt: "2026-11-26T00:00:00Z",
    run: null,
    printedIn: null,
    cached: false,
  };
}

const cells = [
  cell("gold-all", { cc: "12", gold: "2.40" }, "hazard", { FLAG: "a" }),
  cell("gold-all", { cc: "12", gold: "2.40" }, "clean", { FLAG: "b" }),
  cell("lld-all", { clang: "19", lld: "19" }, "hazard"),
  // A version that appeared after the manifest was written.
  cell("lld-all", { clang: "19", lld: "22" }, "clean"),
  cell("lld-none", { clang: "14", lld: "13" }, "clean"),
];
const verdict: Pick<Verdict, "cells"> = { cells };

function axis(id: string) {
  const found = manifest.axes.find((one) => one.id === id);
  if (found === undefined) throw new Error(id);
  return found;
}

test("a grid has every version of each tool of its axes, those that appeared last, and joins the cases of one label", () => {
  const found = grid(manifest, verdict, axis("linker"), axis("compiler"));
  expect(found.columns.map(({ tool, value }) => [tool, value])).toEqual([
    ["cc", "12"],
    ["clang", "14"],
    ["clang", "19"],
  ]);
  expect(found.rows.map(({ tool, value }) => `${tool ?? ""} ${value}`)).toEqual(
    ["gold 2.40", "lld 13", "lld 19", "lld 22"],
  );
  expect(
    found.groups.map(({ label, roles, rows }) => [
      label,
      roles.join(" "),
      rows.map((row) => row.map((one) => one.tally?.mark ?? "-").join(" ")),
    ]),
  ).toEqual([
    ["all", "hazard", ["mixed - -", "- - -", "- - hazard", "- - clean"]],
    ["none", "control", ["- - -", "- clean -", "- - -", "- - -"]],
  ]);
});

test("a parameter is an axis, and a case that does not vary it is not drawn", () => {
  const { columns, groups } = grid(
    manifest,
    verdict,
    axis("linker"),
    axis("flag"),
  );
  expect(columns.map(({ value }) => value)).toEqual(["a", "b"]);
  expect(groups.map(({ label }) => label)).toEqual(["all"]);
  expect(groups[0]?.rows[0]?.map(({ tally }) => tally?.mark)).toEqual([
    "hazard",
    "clean",
  ]);
});
