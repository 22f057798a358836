import { describe, expect, it } from "vitest";
import { answerFor } from "../../src/catalog/affected/answer.ts";
import { toolMeant, versionMeant } from "../../src/catalog/affected/ask.ts";
import type { VersionResult } from "../../src/catalog/affected/measured.ts";
import {
  allStandings,
  toolStandings,
} from "../../src/catalog/affected/tools.ts";
import { affectedWords } from "../../src/catalog/affected/words.ts";
import { loadCatalogue } from "../../src/catalog/read/load.ts";
import {
  affectedTool,
  type AffectedTool,
} from "../../src/catalog/schema/index.ts";
import { repository } from "../verify/cli.ts";

function entry(ranges: readonly object[], more: object = {}): AffectedTool {
  return affectedTool.parse({
    tool: "zig",
    cases: ["hazard"],
    ranges,
    ...more,
  });
}

/** What was measured, a letter for each version: `h` shows the hazard, `c` is clean. */
function measured(
  versions: Readonly<Record<string, "h" | "c">>,
): VersionResult[] {
  return Object.entries(versions).map(([version, letter]) => ({
    version,
    affected: letter === "h",
    cases: ["hazard"],
  }));
}

function answers(
  of: AffectedTool,
  known: readonly VersionResult[],
  versions: readonly string[],
): string[] {
  return versions.map((version) => {
    const { answer, ground, because } = answerFor(of, known, version);
    return `${version} ${answer}, ${ground ?? "no ground"}: ${because}`;
  });
}

const source = {
  source: { title: "Release notes", url: "https://notes.example/" },
  read: "2026-01-02",
};

describe("whether a version has a hazard", () => {
  it("is known in a range with both ends measured, and unknown before the oldest measured one", () => {
    const both = entry([{ introduced: "0.15.1", fixed: "0.16.0" }]);
    const known = measured({
      "0.12.1": "c",
      "0.14.1": "c",
      "0.15.1": "h",
      "0.15.3": "h",
      "0.16.0": "c",
    });
    expect(
      answers(both, known, [
        "0.11.0",
        "0.13.0",
        "0.15.1",
        "0.15.2",
        "0.15.9",
        "0.16.0",
        "0.18.0",
      ]),
    ).toEqual([
      "0.11.0 unknown, no ground: older than 0.12.1, the oldest that was measured",
      "0.13.0 not-affected, inferred: older than 0.15.1, the first that has it",
      "0.15.1 affected, measured: case hazard",
      "0.15.2 affected, inferred: between 0.15.1 and 0.15.3, which have it",
      "0.15.9 affected, inferred: before 0.16.0, which repairs it",
      "0.16.0 not-affected, measured: case hazard",
      "0.18.0 not-affected, inferred: newer than 0.16.0, which repairs it",
    ]);
  });

  it("is unknown beyond an open range, on both of its sides", () => {
    const open = entry([{ introduced: "unknown" }]);
    const known = measured({ "0.13.0": "h", "0.15.2": "h" });
    expect(answers(open, known, ["0.12.1", "0.14.0", "0.16.0"])).toEqual([
      "0.12.1 unknown, no ground: older than 0.13.0, the oldest that was measured",
      "0.14.0 affected, inferred: between 0.13.0 and 0.15.2, which have it",
      "0.16.0 unknown, no ground: newer than 0.15.2, the newest that was measured",
    ]);
    expect(answers(open, [], ["0.14.0"])).toEqual([
      "0.14.0 unknown, no ground: no version was measured yet",
    ]);
  });

  it("is unknown in the gaps that the ends of a range leave", () => {
    const gaps = entry([
      {
        lastUnaffected: "0.12.0",
        introduced: "0.14.0",
        lastAffected: "0.14.1",
        fixed: "0.16.0",
      },
    ]);
    const known = measured({
      "0.12.0": "c",
      "0.14.0": "h",
      "0.14.1": "h",
      "0.16.0": "c",
    });
    expect(answers(gaps, known, ["0.13.0", "0.15.2", "0.17.0"])).toEqual([
      "0.13.0 unknown, no ground: 0.12.0 does not have it, 0.14.0 has; nothing between was measured",
      "0.15.2 unknown, no ground: 0.14.1 has it, 0.16.0 does not; nothing between was measured",
      "0.17.0 not-affected, inferred: newer than 0.16.0, which repairs it",
    ]);
    expect(affectedWords(gaps, known)).toMatchObject({
      versions: "0.14.0 and 0.14.1",
      fixed: "0.16.0 at the latest",
      unknown: ["between 0.12.0 and 0.14.0", "between 0.14.1 and 0.16.0"],
    });
  });

  it("is reported where a link says it and nobody measured it", () => {
    const reported = entry([
      {
        introduced: "0.14.0",
        fixed: "0.15.0",
        reported: { introduced: source, fixed: source },
      },
    ]);
    expect(answers(reported, [], ["0.13.0", "0.14.1", "0.15.0"])).toEqual([
      "0.13.0 not-affected, reported: Release notes",
      "0.14.1 affected, reported: Release notes",
      "0.15.0 not-affected, reported: Release notes",
    ]);
  });

  it("is not inferred from clean versions beyond those that were measured", () => {
    const none = entry([]);
    const known = measured({ "0.13.0": "c", "0.15.2": "c" });
    expect(answers(none, known, ["0.12.1", "0.14.0", "0.16.0"])).toEqual([
      "0.12.1 unknown, no ground: older than 0.13.0, the oldest that was measured",
      "0.14.0 not-affected, inferred: between 0.13.0 and 0.15.2, which do not have it",
      "0.16.0 unknown, no ground: newer than 0.15.2, the newest that was measured",
    ]);
    expect(affectedWords(none, known).versions).toBe(
      "none of those measured: 0.13.0 and 0.15.2",
    );
  });
});

describe("who is affected, in words", () => {
  it("has the effect of each range and the conditions", () => {
    const two = entry(
      [
        { introduced: "unknown", lastAffected: "0.13.0", effect: "silently" },
        { introduced: "0.14.0", effect: "by refusal" },
      ],
      {
        conditions: {
          when: "in Debug builds",
          flags: ["-a", "-b"],
          linker: "LLD",
          targets: ["wasm32-wasi"],
        },
      },
    );
    const known = measured({
      "0.13.0": "h",
      "0.14.0": "h",
      "0.15.2": "h",
      "0.16.0": "h",
    });
    expect(affectedWords(two, known)).toEqual({
      tool: "zig",
      title: "Zig",
      versions: "0.13.0 silently; 0.14.0 to 0.16.0 by refusal",
      conditions:
        "in Debug builds with -a and -b linked by LLD for wasm32-wasi",
      fixed: undefined,
      unknown: ["older than 0.13.0", "newer than 0.16.0"],
    });
  });
});

describe("the version that is meant", () => {
  const gcc = {
    tool: "gcc",
    title: "GCC",
    aliases: ["g++", "cc"],
    scheme: "GCC’s numbers.",
    versions: ["11.3.0", "12.2.0", "12.4.0"],
    url: "/tools/gcc/",
  };

  it("is found by the tool’s other names, and with the numbers that people leave out", () => {
    expect(toolMeant("G++", [gcc])).toBe(gcc);
    expect(versionMeant(gcc, "12.2")).toEqual({ version: "12.2.0" });
    expect(versionMeant(gcc, "11")).toEqual({ version: "11.3.0" });
    expect(versionMeant(gcc, "13.1.0")).toEqual({ version: "13.1.0" });
  });

  it("is refused with what there is", () => {
    expect(toolMeant("gc", [gcc])).toEqual({
      refused:
        'no hazard here names a tool "gc". Did you mean "cc", "gcc" or "g++"? There are gcc',
    });
    expect(versionMeant(gcc, "12")).toEqual({
      refused: '"12" is several versions of GCC: write 12.2.0 or 12.4.0',
    });
    expect(versionMeant(gcc, "10")).toEqual({
      refused:
        '"10" is not one version of GCC; write it whole. Measured are 11.3.0, 12.2.0, 12.4.0',
    });
    expect(versionMeant(gcc, "trixie")).toEqual({
      refused:
        '"trixie" is no version of GCC: GCC’s numbers; measured are 11.3.0, 12.2.0, 12.4.0',
    });
  });
});

describe("the catalogue as it is", () => {
  it("names each tool with its versions, whoever packages it, by the version that it says it is", async () => {
    const tools = toolStandings(allStandings(await loadCatalogue(repository)));
    const node = tools.find(({ tool }) => tool === "node");
    // The wheel called 24.17.0 holds 24.19.0.
    expect(node?.versions).toEqual(
      expect.arrayContaining([
        "20.18.0",
        "22.20.0",
        "24.16.0",
        "24.19.0",
        "24.21.0",
      ]),
    );
    expect(node?.versions).not.toContain("24.17.0");
    expect(tools.find(({ tool }) => tool === "ld64.lld")?.versions).toEqual(
      expect.arrayContaining(["13.0.1", "14.0.6"]),
    );
  });
});
