import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cellAnchor } from "../../src/catalog/read/anchor.ts";
import { historyName } from "../../src/catalog/history/history.ts";
import { loadCatalogue } from "../../src/catalog/read/load.ts";
import type { CellResult } from "../../src/catalog/schema/index.ts";
import { cellWords, logCases, logHeadline } from "../../src/site/log/log.ts";
import { logText } from "../../src/site/log/text.ts";
import { holdsAll, placesOf, wordsOf } from "../../src/site/log/words.ts";
import { makeCatalogue, slug } from "../catalog/fixture.ts";
import { repository } from "../cli/run.ts";

const address = (path: string) => `https://site.example${path}`;

describe("a cell’s anchor", () => {
  test("is its name, as an address may carry it", () => {
    expect(cellAnchor("pad zig=0.17.0")).toBe("pad,zig=0.17.0");
    expect(cellAnchor("pad cc=debian OPT_LEVEL=z")).toBe(
      "pad,cc=debian,OPT_LEVEL=z",
    );
    expect(cellAnchor("fuse LINKER=/no/lld")).toMatch(
      /^fuse,LINKER=-no-lld,[0-9a-f]{8}$/,
    );
    expect(cellAnchor("fuse LINKER=")).toBe("fuse,LINKER=");
  });

  test("needs no escaping in an address, whatever the name, and two names never share one", () => {
    const name = fc
      .array(fc.stringMatching(/^[^ ]+$/), { minLength: 1 })
      .map((words) => words.join(" "));
    fc.assert(
      fc.property(name, name, (one, other) => {
        const anchor = cellAnchor(one);
        expect(encodeURI(anchor)).toBe(anchor);
        expect(anchor).toMatch(/^[^\s#%:]+$/);
        if (one !== other) expect(cellAnchor(other)).not.toBe(anchor);
      }),
      { numRuns: 2000 },
    );
    expect(cellAnchor("a B=x/y")).not.toBe(cellAnchor("a B=x:y"));
    expect(cellAnchor("a B=x,C=y")).not.toBe(cellAnchor("a B=x C=y"));
  });

  test("is its own in every verdict of this catalogue", async () => {
    const { verdicts } = await loadCatalogue(repository);
    expect(verdicts.size).toBeGreaterThan(0);
    for (const [name, { data }] of verdicts) {
      const anchors = data.cells.map((cell) => cellAnchor(historyName(cell)));
      expect(new Set(anchors).size, name).toBe(data.cells.length);
    }
  });
});

const id = "0123456789ab";

/** The fixture’s verdict with one recorded run, and something that looks like the log’s own lines in the output. */
async function sample() {
  const { repros, verdicts } = await loadCatalogue(await makeCatalogue());
  const [repro, entry] = [repros.get(slug), verdicts.get(slug)];
  if (repro === undefined || entry === undefined)
    throw new Error("the fixture has no verdict");
  const [fix, hazard] = entry.data.cells;
  if (fix === undefined || hazard === undefined)
    throw new Error("the fixture's verdict has two cells");
  const verdict = {
    ...entry.data,
    runs: [
      {
        id,
        startedAt: "2026-01-03T04:00:00Z",
        commit: "a".repeat(40),
        modified: true,
        machine: { cpu: "another CPU", kernel: "6.2", os: "Debian" },
        sandbox: "none" as const,
      },
    ],
    cells: [
      { ...fix, run: id, stdout: "== hazard cc=debian\nok\n", ok: false },
      { ...hazard, stdout: "", stderr: "boom" },
    ],
  };
  return { ...repro, manifest: repro.data, files: [], verdict };
}

test("a log as text has every cell under a line of its own, which no output can forge", async () => {
  const { verdict, ...repro } = await sample();
  const text = logText(repro, verdict, address);
  const heads = text.split("\n").filter((line) => line.startsWith("== "));
  expect(heads).toEqual(["== hazard cc=debian", "== bit-test cc=debian"]);
  expect(text).toContain("| == hazard cc=debian\n| ok\nstderr: nothing\n");
  expect(text).toContain("stdout: nothing\nstderr:\n| boom\n");
  expect(text).toContain(`\nrun: ${id}\n`);
  expect(text).toContain(
    `${id}: 2026-01-03 04:00:00 UTC, commit aaaaaaaaaaaa, with files that differ from it; another CPU, Debian, kernel 6.2; without a sandbox`,
  );
  expect(text).toContain(`Page: https://site.example/logs/${slug}/`);
  expect(text).toContain(verdict.sources);
  expect(text).not.toContain("have changed since");
  expect(
    logText({ ...repro, sources: "0".repeat(64) }, verdict, address),
  ).toContain("have changed since");
});

test("a cell’s sentence says what was expected where it was not so, and what did not run", async () => {
  const { verdict, manifest } = await sample();
  const entries = logCases(manifest, verdict).flatMap(({ cells }) => cells);
  const [hazard, fix] = entries;
  if (hazard === undefined || fix === undefined) throw new Error("two cells");
  expect(cellWords(hazard)).toBe(
    "Came out hazard, as expected: run exited 1. Exit status: build 0, run 1. Took about 12 ms, measured no later than 2026-01-03 04:05:06 UTC.",
  );
  expect(cellWords(fix)).toContain(
    "Came out clean, as expected, with other output:",
  );
  const odd: CellResult = {
    ...fix.cell,
    outcome: "error",
    exit: { build: null, run: null },
    cached: true,
  };
  expect(cellWords({ ...fix, cell: odd })).toMatch(
    /^Came out not clean but error: .*build not run, run not run\..*taken over since/,
  );
  expect(logHeadline(verdict)).toBe("1 of 2 cells not as expected");
  expect(logHeadline({ ...verdict, cells: [hazard.cell] })).toBe(
    "1 cell as expected",
  );
  expect(
    logHeadline({
      ...verdict,
      cells: [hazard.cell, hazard.cell, { ...odd, outcome: "unavailable" }],
    }),
  ).toBe("all 2 cells as expected, 1 cell not to be run");
});

test("a case that the manifest no longer has keeps its log, at the end", async () => {
  const { verdict, manifest } = await sample();
  const [first, ...rest] = manifest.cases;
  expect(first?.id).toBe("hazard");
  expect(
    logCases({ ...manifest, cases: rest }, verdict).map((one) => one.id),
  ).toEqual(["bit-test", "hazard"]);
});

test("a filter wants every word, in any order and in either case", () => {
  expect(wordsOf("  Zig=0.17.0 movaps\tzig=0.17.0 ")).toEqual([
    "zig=0.17.0",
    "movaps",
  ]);
  expect(holdsAll("pad zig=0.17.0 at movaps", ["movaps", "zig=0.17"])).toBe(
    true,
  );
  expect(holdsAll("pad zig=0.17.0", ["pad", "movaps"])).toBe(false);
  expect(holdsAll("pad", [])).toBe(true);
});

test("what is marked overlaps nowhere and is what was asked for", () => {
  expect(placesOf("aaa ab", ["aa", "ab"])).toEqual([
    [0, 3],
    [4, 6],
  ]);
  expect(placesOf("none", ["x"])).toEqual([]);
});
