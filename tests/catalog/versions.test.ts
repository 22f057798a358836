import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { loadCatalogue } from "../../src/catalog/read/load.ts";
import type { Scheme } from "../../src/catalog/versions/scheme.ts";
import {
  byVersion,
  compareVersions,
  exactVersion,
  knownTools,
  readerTool,
  readVersion,
  schemes,
  toolTitle,
} from "../../src/catalog/versions/tools.ts";
import { repository } from "../verify/cli.ts";

/** Versions of each scheme, oldest first, each older than the next. */
const ordered: readonly (readonly [Scheme, readonly string[]])[] = [
  [
    schemes.semver,
    [
      "0.9.0",
      "0.10.0-dev.9",
      "0.10.0-dev.10+5fa2",
      "0.10.0",
      "0.15.2",
      "v20.18.0",
      "24.21.0",
    ],
  ],
  [
    schemes.rust,
    [
      "1.63.0",
      "1.96.1",
      "1.97.0-nightly (e50aa6fba 2026-05-18)",
      "1.97.0-nightly.2026-05-19",
      "1.97.0-beta.2",
      "1.97.0-beta.10",
      "1.97.0",
      "1.97.1",
    ],
  ],
  [
    schemes.llvm,
    [
      "9.0.1",
      "13.0.1",
      "14.0.6",
      "20.0.0git",
      "20.1.0-rc1",
      "20.1.0rc2",
      "20.1.0",
      "20.1.5",
    ],
  ],
  [
    schemes.gcc,
    [
      "9.5.0",
      "11.3",
      "12.2.0-14+deb12u1",
      "12.4.0",
      "13.0.1",
      "13.1.0",
      "16.2.0",
    ],
  ],
  [
    schemes.go,
    ["1.9", "go1.21beta1", "1.21rc2", "go1.21.0", "1.26.8", "go1.27.3"],
  ],
  [
    schemes.debian,
    [
      "1.0~rc1-1",
      "1.0-1",
      "1.0-1+deb12u1",
      "1.0-1.1",
      "1.0+dfsg-1",
      "12.2.0-14",
      "12.2.0-14+deb12u1",
      "1:0.9-1",
    ],
  ],
  [schemes.numbers, ["2.9", "2.40", "2.40.90", "155.0.1", "156.0.8078.108"]],
];

describe("versions", () => {
  for (const [scheme, versions] of ordered)
    it(`are ordered as their makers count: ${scheme.about}`, () => {
      for (const version of versions)
        expect(scheme.read(version), version).toBeDefined();
      for (const [at, newer] of versions.slice(1).entries()) {
        const older = versions[at] ?? "";
        expect(scheme.compare(older, newer), older).toBeLessThan(0);
        expect(scheme.compare(newer, older), newer).toBeGreaterThan(0);
        expect(scheme.compare(older, older)).toBe(0);
      }
    });

  it("are written in one way, and a line of versions is told from one of them", () => {
    expect(readVersion("gcc", "12.2")).toEqual({
      text: "12.2.0",
      release: true,
      whole: true,
    });
    expect(readVersion("gcc", "12.2.0-14+deb12u1")?.text).toBe("12.2.0");
    expect(readVersion("gcc", "12")?.whole).toBe(false);
    expect(readVersion("zig", "0.15")).toMatchObject({
      text: "0.15.0",
      whole: false,
    });
    expect(readVersion("zig", "0.16.0-dev.1484+d0ba6642b")).toEqual({
      text: "0.16.0-dev.1484+d0ba6642b",
      release: false,
      whole: true,
    });
    expect(readVersion("ld64.lld", "14")?.whole).toBe(false);
    for (const name of ["debian", "nightly", "", "banana", "1.2.3.4.x"])
      expect(readVersion("zig", name), name).toBeUndefined();
  });

  it("are found in what a tool prints of itself, as what its package is called can be another", () => {
    const printed = [
      ["cc", "debian", "cc (Debian 12.2.0-14+deb12u1) 12.2.0", "12.2.0"],
      ["ld64.lld", "14", "Debian LLD 14.0.6", "14.0.6"],
      ["node-wheel", "24.17.0", "v24.19.0", "24.19.0"],
      [
        "rustc",
        "nightly",
        "rustc 1.97.0-nightly (e50aa6fba 2026-05-19)",
        "1.97.0-nightly.2026-05-19",
      ],
      ["rustc-debian", "1.63.0", "rustc 1.63.0", "1.63.0"],
      [
        "rust-lld",
        "1.95.0",
        "LLD 22.1.2 (/checkout/src/llvm-project/llvm 1cb4e38)",
        "1.95.0",
      ],
      [
        "chromium",
        "debian",
        "Chromium 156.0.8078.108 built on Debian GNU/Linux 12 (bookworm)",
        "156.0.8078.108",
      ],
      ["ld", "debian", "GNU ld (GNU Binutils for Debian) 2.40", "2.40"],
      ["esbuild", "0.28.2", "0.28.2", "0.28.2"],
      ["unheard-of", "debian", "no number at all", undefined],
    ] as const;
    for (const [tool, named, says, exact] of printed)
      expect(exactVersion(tool, named, says), `${tool} ${says}`).toBe(exact);
  });

  it("that are names count as oldest, in a tool without a row of the table too", () => {
    expect(
      ["0.17.0", "debian", "0.9.0", "0.10.0"].sort(byVersion("unheard-of")),
    ).toEqual(["debian", "0.9.0", "0.10.0", "0.17.0"]);
    const version = fc
      .array(fc.nat({ max: 30 }), { minLength: 1, maxLength: 4 })
      .map((numbers) => numbers.join("."));
    fc.assert(
      fc.property(version, version, (a, b) => {
        for (const tool of ["zig", "rustc", "gcc", "go", "ld", "ld.lld"])
          expect(Math.sign(compareVersions(tool, a, b))).toBe(
            -Math.sign(compareVersions(tool, b, a)) + 0,
          );
      }),
    );
  });
});

describe("the table of tools", () => {
  it("knows a tool by each of its names", () => {
    expect(
      ["node-wheel", "cc", "g++", "chrome", "zig", "swc"].map(readerTool),
    ).toEqual(["node", "gcc", "gcc", "chromium", "zig", "swc"]);
    expect(toolTitle("node-wheel")).toBe("Node.js");
    expect(toolTitle("swc")).toBe("swc");
  });

  it("has no name twice", () => {
    const names = Object.entries(knownTools).flatMap(
      ([name, { tools = [], aliases = [] }]) => [
        ...new Set([name, ...tools, ...aliases]),
      ],
    );
    expect(names).toEqual([...new Set(names)]);
  });

  it("reads every version that a verdict of this catalogue names", async () => {
    const { verdicts } = await loadCatalogue(repository);
    const unread = [...verdicts.values()]
      .flatMap(({ data }) => data.toolchains)
      .filter(
        ({ tool, version, reports }) =>
          exactVersion(tool, version, reports) === undefined,
      );
    expect(unread).toEqual([]);
  });
});
