import { didYouMean } from "../../catalog/nearest.ts";
import { flag, json, UsageError, type Command } from "../command.ts";
import { hazardText } from "../hazard-text.ts";
import type { Lookup } from "../lookup/lookup.ts";
import { symptomText } from "../symptom-text.ts";

/** `misbuilt show` */
export const show: Command = {
  usage: "misbuilt show <code-or-slug> [--json]",
  names: {
    least: 1,
    most: 1,
    otherwise:
      "show takes one code or slug, such as misbuilt show MB0001; misbuilt list has them all",
  },
  options: {},
  exits: {
    0: "shown",
    2: "no such hazard or symptom; the nearest names are said",
  },
  examples: [
    { call: "misbuilt show MB0001", does: "by its code" },
    {
      call: "misbuilt show zig-macho-tls-misalignment --json",
      does: "by its slug, as {hazard: {…}}",
    },
    {
      call: "misbuilt show exc-i386-gpflt",
      does: "a symptom: what else it can be, and how to tell; {symptom: {…}}",
    },
  ],
  async run({ values, positionals, io, open }) {
    const [name = ""] = positionals;
    const lookup = await open();
    const { site } = lookup;
    const how = { color: io.color, site };
    const found = await find(lookup, name.toLowerCase());
    if (found === undefined) throw await unknown(lookup, name);
    if (flag(values, "json")) io.out(json(found));
    else
      io.out(
        "hazard" in found
          ? hazardText(found.hazard, how)
          : symptomText(found.symptom, how),
      );
    return 0;
  },
};

async function find(lookup: Lookup, wanted: string) {
  const listed = (await lookup.hazards()).find(
    ({ slug, code }) => slug === wanted || code.toLowerCase() === wanted,
  );
  if (listed !== undefined) {
    const hazard = await lookup.hazard(listed.slug);
    return hazard === undefined ? undefined : { hazard };
  }
  const symptom = await lookup.symptom(wanted);
  return symptom === undefined ? undefined : { symptom };
}

async function unknown(lookup: Lookup, name: string): Promise<UsageError> {
  const hazards = await lookup.hazards();
  const names = [
    ...hazards.flatMap(({ slug, code }) => [slug, code]),
    ...(await lookup.symptoms()),
  ];
  return new UsageError(
    `no hazard "${name}".${didYouMean(name, names)} misbuilt list has them all`,
  );
}
