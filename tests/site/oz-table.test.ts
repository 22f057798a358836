import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { expect, test } from "vitest";
import { loadVerdict } from "../../src/verify/load.ts";

const root = join(import.meta.dirname, "../..");
const slug = "rustc-oz-cgu1-miscompile";
const read = (path: string) => readFileSync(join(root, path), "utf8");
const copies = z.array(z.object({ alignment: z.number() }));

test("the table of copies on the -Oz page says what was read from the archives", async () => {
  const cells = (await loadVerdict(root, slug))?.cells ?? [];
  const field = (id: string, level: string, units: string): string => {
    const cell = cells.find(
      (one) =>
        one.case === id &&
        one.params["OPT_LEVEL"] === level &&
        one.params["CODEGEN_UNITS"] === units,
    );
    const text = copies
      .parse(cell?.facts["copies"])
      .map((copy) => copy.alignment)
      .join(", ");
    return cell?.outcome === "hazard" ? `**${text}**` : text;
  };
  const page = read(`content/hazards/${slug}.mdx`)
    .split("\n")
    .map((line) => line.replaceAll(/ +/g, " ").trim());
  for (const level of ["0", "1", "2", "3", "s", "z"]) {
    const fields = ["profile", "second-profile"].flatMap((id) =>
      ["1", "16"].map((units) => field(id, level, units)),
    );
    expect(page).toContain(`| ${[level, ...fields].join(" | ")} |`);
  }
});
