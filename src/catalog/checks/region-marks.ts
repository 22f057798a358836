import { readText } from "../read/files.ts";
import type { Catalogue } from "../read/load.ts";
import type { Finding } from "../problem.ts";
import type { Check } from "./check.ts";

const mark = /misbuilt:(region|endregion)\s+([a-z0-9]+(?:-[a-z0-9]+)*)/;

/** Marks that do not pair would cut a snippet in the wrong place. */
export const regionMarks = {
  rule: "region-marks",
  about: "Each region of a reproducer’s file opens once and closes once.",
  async *find(catalogue: Catalogue): AsyncGenerator<Finding> {
    for (const repro of catalogue.repros.values())
      for (const name of repro.files) {
        const file = `${repro.folder}/${name}`;
        const source = await readText(catalogue.root, file);
        if (source.ok) yield* unpaired(file, source.text);
      }
  },
} as const satisfies Check;

function* unpaired(file: string, text: string): Generator<Finding> {
  const seen = new Map<string, { line: number; open: boolean }>();
  const finding = (line: number, name: string, found: string) => ({
    file,
    field: `region ${name}`,
    line,
    found,
    expected: "each region to open once and to close once",
    todo: `Pair misbuilt:region ${name} with misbuilt:endregion ${name}.`,
  });
  for (const [index, content] of text.split("\n").entries()) {
    const [, kind, name] = mark.exec(content) ?? [];
    if (name === undefined) continue;
    const line = index + 1;
    const before = seen.get(name);
    if (kind === "region") {
      if (before !== undefined)
        yield finding(line, name, `it opened on line ${before.line} already`);
      seen.set(name, { line, open: true });
    } else {
      if (before?.open !== true)
        yield finding(line, name, "it closes where it is not open");
      seen.set(name, { line: before?.line ?? line, open: false });
    }
  }
  for (const [name, { line, open }] of seen)
    if (open) yield finding(line, name, "it does not close");
}
