import type { Toolchains } from "../schema/index.ts";
import { wasStarted, type Fault, type Recorded } from "./recorded.ts";

/** Digits that no digest has: a few of them over and over. */
const nonsense = /^(.{1,16})\1+$/;

/** Each tool and version that ran is listed, nothing else is, and the digests can be digests. */
export function* toolFaults(
  { cells, toolchains }: Pick<Recorded, "cells" | "toolchains">,
  lock: Toolchains | undefined,
): Generator<Fault> {
  const listed = new Set(
    toolchains.map(({ tool, version }) => `${tool} ${version}`),
  );
  const used = new Set<string>();
  const told = new Set<string>();
  for (const [index, cell] of cells.entries())
    for (const [tool, version] of Object.entries(cell.tools)) {
      const name = `${tool} ${version}`;
      used.add(name);
      if (!wasStarted(cell) || listed.has(name) || told.has(name)) continue;
      told.add(name);
      yield {
        path: ["toolchains"],
        found: `no ${name}, with which cells[${index}] ran`,
        expected: "every tool and version that ran",
      };
    }
  const digests = new Map<string, string>();
  for (const [index, one] of toolchains.entries()) {
    const { tool, version, source, sha256 } = one;
    const name = `${tool} ${version}`;
    const path = ["toolchains", index];
    if (!used.has(name))
      yield {
        path,
        found: `${name}, which no cell uses`,
        expected: "only what ran",
      };
    const known = lock?.tools[tool]?.source;
    if (known !== undefined && source !== known)
      yield {
        path: [...path, "source"],
        found: `"${source}"`,
        expected: `"${known}", as repros/toolchains.yaml has it`,
      };
    if (nonsense.test(sha256))
      yield {
        path: [...path, "sha256"],
        found: sha256,
        expected: "the digest of an executable",
      };
    const other = digests.get(`${tool} ${sha256}`);
    if (other !== undefined && other !== version)
      yield {
        path: [...path, "sha256"],
        found: `the digest of ${tool} ${other} as well`,
        expected: "another executable for another version",
      };
    digests.set(`${tool} ${sha256}`, version);
  }
}
