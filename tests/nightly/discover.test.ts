import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toolchains, type Discovered } from "../../src/catalog/schema/index.ts";
import {
  extendRepro,
  extendToolchains,
} from "../../src/catalog/cells/extend.ts";
import { loadRepros } from "../../src/verify/load.ts";
import { newer, offersOf } from "../../src/catalog/cells/versions.ts";
import { compareVersions } from "../../src/catalog/versions/tools.ts";
import { plan } from "../../src/catalog/cells/plan.ts";
import { repro } from "../verify/build.ts";
import { repository } from "../verify/cli.ts";

const version = fc
  .array(fc.nat({ max: 30 }), { minLength: 1, maxLength: 4 })
  .map((numbers) => numbers.join("."));

describe("versions", () => {
  it("are told apart from their packagings and prereleases", () => {
    expect(
      offersOf("zig", ["0.13.0", "0.13.0.post1", "0.14.0rc1", "0.14.0.dev3"]),
    ).toEqual([{ version: "0.13.0", release: "0.13.0.post1" }]);
  });

  it("count as new only beyond the newest that is known", () => {
    const offers = offersOf("zig", ["0.1.0", "0.17.0", "0.17.1", "0.18.0"]);
    expect(
      newer("zig", offers, ["0.12.1", "0.17.0"]).map((one) => one.version),
    ).toEqual(["0.17.1", "0.18.0"]);
    expect(newer("zig", offers, ["debian"])).toEqual([]);
    fc.assert(
      fc.property(fc.array(version), fc.array(version), (all, known) => {
        for (const one of newer("ld", offersOf("ld", all), known))
          for (const old of known)
            expect(compareVersions("ld", one.version, old)).toBeGreaterThan(0);
      }),
    );
  });
});

const sha256 = "b".repeat(64);
const integrity = `sha512-${"b".repeat(86)}==`;
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
    rustc: { "1.99.1": { firstSeen: "2026-11-21T03:00:00Z" } },
    node: {
      "26.10.0": {
        firstSeen: "2026-11-21T03:00:00Z",
        tarball: { platform: "linux-x64", integrity, bytes: 9 },
      },
    },
  },
};

describe("what was discovered", () => {
  const shared = { title: "x", env: "X", version: { args: [] } };
  const lock = toolchains.parse({
    schemaVersion: 1,
    tools: {
      zig: {
        ...shared,
        source: "pip",
        package: "ziglang",
        executable: "ziglang/zig",
        versions: { "0.17.0": { sha256: {}, bytes: 1 } },
      },
      lld: {
        ...shared,
        source: "apt",
        versions: {
          "19": { package: "lld-19", executable: "/usr/lib/llvm-19/bin/lld" },
        },
      },
      rustc: {
        ...shared,
        source: "rustup",
        executable: "bin/rustc",
        versions: {
          "1.95.0": { toolchain: "1.95.0" },
          nightly: { toolchain: "nightly" },
        },
      },
      node: {
        ...shared,
        source: "npm",
        binaries: { package: "node-{platform}", executable: "bin/node" },
        versions: { "24.21.0": { executable: "node/bin/node" } },
      },
    },
  });

  it("extends the lock file with what was pinned, and never changes what it says", () => {
    const { tools } = extendToolchains(lock, found);
    expect(tools["zig"]?.versions["0.18.0"]).toEqual({
      sha256: { "linux-x86_64": sha256 },
      bytes: 7,
    });
    expect(tools["lld"]?.versions["22"]).toEqual({
      package: "lld-22",
      executable: "/usr/lib/llvm-22/bin/lld",
    });
    expect(tools["rustc"]?.versions["1.99.1"]).toEqual({ toolchain: "1.99.1" });
    expect(tools["node"]?.versions["26.10.0"]).toEqual({
      integrity: { "linux-x64": integrity },
      bytes: 9,
    });
    expect(tools["zig"]?.versions["0.17.0"]).toEqual(
      lock.tools["zig"]?.versions["0.17.0"],
    );
  });

  const simple = (id: string, choice: unknown, expectation = {}) => ({
    id,
    role: "control",
    title: "It runs.",
    tools: { zig: choice },
    expect: { outcome: "clean", ...expectation },
  });
  const cellsOf = (cases: object[], versions: string[]): string[] => {
    const pinned = versions.slice(0, 1);
    const own = repro({ tools: { zig: { versions, pinned } }, cases });
    const cells = plan([extendRepro(own, found, lock)], {
      matrix: true,
      cases: [],
      tools: {},
    });
    return cells.map(
      ({ definition, tools, expected }) =>
        `${definition.id} ${tools["zig"] ?? ""} ${expected}`,
    );
  };

  it("gets cells where the newest version of before has some, but for lists of that one alone", () => {
    const cells = cellsOf(
      [
        simple("everywhere", "all"),
        simple("from-0-16", ["0.16.0", "0.17.0"]),
        simple("old", ["0.15.2", "0.16.0"]),
        simple("one", ["0.17.0"]),
        simple("pinned", "pinned"),
      ],
      ["0.15.2", "0.16.0", "0.17.0"],
    );
    expect(cells.filter((cell) => cell.includes("0.18.0"))).toEqual([
      ...["everywhere 0.18.0 clean", "from-0-16 0.18.0 clean"],
    ]);
  });

  it("is expected to come to what the newest version of before comes to", () => {
    const one = (zig: string[], outcome: string) => ({
      tools: { zig },
      outcome,
      reason: "It differs.",
    });
    const cells = cellsOf(
      [
        simple("fixed", "all", {
          except: [one(["0.16.0", "0.17.0"], "hazard")],
        }),
        simple("only", "all", { except: [one(["0.17.0"], "blocked")] }),
        simple("before", "all", { except: [one(["0.16.0"], "hazard")] }),
      ],
      ["0.16.0", "0.17.0"],
    );
    expect(cells.filter((cell) => cell.includes("0.18.0"))).toEqual([
      ...["before 0.18.0 clean", "fixed 0.18.0 hazard"],
      "only 0.18.0 blocked",
    ]);
  });

  it("gets no cells in a manifest that stops before the lock file's newest version", () => {
    const cases = [simple("a", "all"), simple("b", "all")];
    expect(cellsOf(cases, ["0.15.2", "0.16.0"]).join()).not.toContain("0.18.0");
  });

  it("stands after the newest release, before the channels", () => {
    const own = repro({
      tools: { rustc: { versions: ["1.95.0", "nightly"], pinned: ["1.95.0"] } },
      cases: [simple("a", "all"), simple("b", "all")],
    });
    expect(
      extendRepro(own, found, lock).manifest.tools["rustc"]?.versions,
    ).toEqual(["1.95.0", "1.99.1", "nightly"]);
  });
});

describe("the catalogue as it is", () => {
  it("never calls one release's cargo with another release's rustc, unless the case says so", async () => {
    const repros = await loadRepros(repository);
    const cells = plan(repros, { matrix: true, cases: [], tools: {} });
    // A case about Cargo alone has all versions of it beside one rustc.
    const saysSo = ({ definition: { tools } }: (typeof cells)[number]) =>
      JSON.stringify(tools["cargo"]) !== JSON.stringify(tools["rustc"]);
    const both = cells.filter((cell) => "cargo" in cell.tools && !saysSo(cell));
    expect(both.length).toBeGreaterThan(0);
    for (const { tools } of both) expect(tools["cargo"]).toBe(tools["rustc"]);
  });
});
