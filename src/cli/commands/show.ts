import { hazardDetail } from "../../catalog/export/hazard.ts";
import {
  loadCatalogue,
  type Catalogue,
  type PageEntry,
} from "../../catalog/read/load.ts";
import { didYouMean } from "../../catalog/nearest.ts";
import type { Hazard } from "../../catalog/schema/index.ts";
import { flag, json, UsageError, type Command } from "../command.ts";
import { noteProblems } from "../problems.ts";
import { hazardText } from "../hazard-text.ts";

/** `misbuilt show` */
export const show: Command = {
  name: "show",
  summary: "show one hazard: what it is, the fix, and what was measured",
  usage: "misbuilt show <code-or-slug> [--json]",
  names: {
    least: 1,
    most: 1,
    otherwise:
      "show takes one code or slug, such as misbuilt show MB0001; misbuilt list has them all",
  },
  options: {},
  exits: { 0: "shown", 2: "no such hazard; the nearest names are said" },
  examples: [
    { call: "misbuilt show MB0001", does: "by its code" },
    {
      call: "misbuilt show zig-macho-tls-misalignment --json",
      does: "by its slug, as {hazard: {…}}",
    },
  ],
  async run({ values, positionals, io, root }) {
    const [name = ""] = positionals;
    const catalogue = await loadCatalogue(root);
    noteProblems(catalogue, io);
    const hazard = await hazardDetail(catalogue, find(catalogue, name));
    io.out(
      flag(values, "json")
        ? json({ hazard })
        : hazardText(hazard, { color: io.color }),
    );
    return 0;
  },
};

function find(catalogue: Catalogue, name: string): PageEntry<Hazard> {
  const wanted = name.toLowerCase();
  const hazards = [...catalogue.hazards.values()];
  const found = hazards.find(
    ({ slug, data }) => slug === wanted || data.code.toLowerCase() === wanted,
  );
  if (found !== undefined) return found;
  const caused = hazards.filter(({ data }) => data.symptoms.includes(wanted));
  if (caused.length > 0)
    throw new UsageError(
      `"${name}" is a symptom; these hazards cause it: ${caused.map(({ data, slug }) => `${data.code} ${slug}`).join(", ")}`,
    );
  const names = hazards.flatMap(({ slug, data }) => [slug, data.code]);
  throw new UsageError(
    `no hazard "${name}".${didYouMean(name, names)} misbuilt list has them all`,
  );
}
