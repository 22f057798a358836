import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toolchains, type Discovered } from "../../src/catalog/schema/index.ts";
import {
  extendRepro,
  extendToolchains,
} from "../../src/verify/discover/extend.ts";
import {
  compareVersions,
  newer,
  offersOf,
} from "../../src/verify/discover/versions.ts";
import { plan } from "../../src/verify/plan/plan.ts";
import { repro } from "../verify/build.ts";

const version = fc
  .array(fc.nat({ max: 30 }), { minLength: 1, maxLength: 4 })
  .map((numbers) => numbers.join("."));

describe("versions", () => {
  it("are ordered by their numbers", () => {
    expect(["0.17.0", "0.9.0", "0.10", "0.10.1"].sort(compareVersions)).toEqual(
      ["0.9.0", "0.10", "0.10.1", "0.17.0"],
    );
    fc.assert(
      fc.property(version, version, (a, b) => {
        expect(Math.sign(compareVersions(a, b))).toBe(
          -Math.sign(compareVersions(b, a)) + 0,
        );
      }),
    );
  });

  it("are told apart from their packagings and prereleases", () => {
    expect(
      offersOf(["0.13.0", "0.13.0.post1", "0.14.0rc1", "0.14.0.dev3"]),
    ).toEqual([{ version: "0.13.0", release: "0.13.0.post1" }]);
  });

  it("count as new only beyond the newest that is known", () => {
    const offers = offersOf(["0.1.0", "0.17.0", "0.17.1", "0.18.0"]);
    expect(
      newer(offers, ["0.12.1", "0.17.0"]).map((one) => one.version),
    ).toEqual(["0.17.1", "0.18.0"]);
    expect(newer(offers, ["debian"])).toEqual([]);
    fc.assert(
      fc.property(fc.array(version), fc.array(version), (all, known) => {
        for (const one of newer(offersOf(all), known))
          for (const old of known)
            expect(compareVersions(one.version, old)).toBeGreaterThan(0);
      }),
    );
  });
});

const sha256 = "b".repeat(64);
const found: Discovered = {
  schemaVersion: 1,
  tools: {
    zig: {
      "0.18.0": {
        firstSeen: "2026-11-21T03:00:00Z",
        wheel: { platform: "linux-x86_64", sha256, bytes: 7 },
      },
    },
    lld: { "22": { firstSeen: "2026-11-21T03:00:00Z" } },
  },
};

describe("what was discovered", () => {
  const shared = { title: "x", env: "X", version: { args: [] } };
  const lock = toolchains.parse({
    schemaVersion: 1,
    tools: {
      zig: {
        ...{ ...shared, source: "pip", package: "ziglang" },
        executable: "ziglang/zig",
        versions: { "0.17.0": { sha256: {}, bytes: 1 } },
      },
      lld: {
        ...{ ...shared, source: "apt" },
        versions: {
          "19": { package: "lld-19", executable: "/usr/lib/llvm-19/bin/lld" },
        },
      },
    },
  });

  it("extends the lock file with what was pinned, and never changes what it says", () => {
    const { tools } = extendToolchains(lock, found);
    expect(tools["zig"]?.versions["0.18.0"]).toEqual({
      ...{ sha256: { "linux-x86_64": sha256 }, bytes: 7 },
    });
    expect(tools["lld"]?.versions["22"]).toEqual({
      ...{ package: "lld-22", executable: "/usr/lib/llvm-22/bin/lld" },
    });
    expect(tools["zig"]?.versions["0.17.0"]).toEqual(
      lock.tools["zig"]?.versions["0.17.0"],
    );
  });

  it("gives cells to cases that run under all versions, and to no others", () => {
    const simple = (id: string, choice: unknown) => ({
      ...{ id, role: "control", title: "It runs." },
      ...{ tools: { zig: choice }, expect: { outcome: "clean" } },
    });
    const own = repro({
      tools: { zig: { versions: ["0.17.0"], pinned: ["0.17.0"] } },
      cases: [
        simple("everywhere", "all"),
        simple("pinned", "pinned"),
        simple("listed", ["0.17.0"]),
      ],
    });
    const cells = plan([extendRepro(own, found, lock)], {
      ...{ matrix: true, cases: [], tools: {} },
    });
    expect(
      cells.map((cell) => `${cell.definition.id} ${cell.tools["zig"] ?? ""}`),
    ).toEqual([
      "everywhere 0.17.0",
      "everywhere 0.18.0",
      "listed 0.17.0",
      "pinned 0.17.0",
    ]);
  });
});
