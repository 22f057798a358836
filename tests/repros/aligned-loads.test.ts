import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

// Each archive must work by itself, so both have the check; a reader may copy either.
it("the two reproducers of merged constants have the same aligned-loads.awk", () => {
  const [one, other] = [
    "rustc-oz-cgu1-miscompile",
    "zig-elf-merge-misalignment",
  ].map((slug) =>
    readFileSync(
      join(import.meta.dirname, "../../repros", slug, "aligned-loads.awk"),
      "utf8",
    ),
  );
  expect(one).toContain("misaligned");
  expect(one).toBe(other);
});
