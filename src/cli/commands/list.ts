import type { HazardSummary } from "../../catalog/export/hazard.ts";
import { flag, json, type Command } from "../command.ts";
import { table } from "../layout.ts";
import { paint } from "../paint.ts";

/** `misbuilt list` */
export const list: Command = {
  usage: "misbuilt list [--json]",
  names: {
    least: 0,
    most: 0,
    otherwise: "list takes no names; misbuilt show takes one",
  },
  options: {},
  exits: { 0: "listed" },
  examples: [
    { call: "misbuilt list", does: "a line for each hazard" },
    { call: "misbuilt list --json", does: "{hazards: [{code, slug, …}]}" },
  ],
  async run({ values, io, open }) {
    const hazards = await (await open()).hazards();
    if (flag(values, "json")) io.out(json({ hazards }));
    else if (hazards.length === 0) io.err("no hazards in content/hazards/\n");
    else {
      const [head = "", ...lines] = table([
        ["CODE", "STATUS", "VERIFIED", "HAZARD"],
        ...hazards.map((one) => [
          one.code,
          one.status,
          verified(one),
          `${one.slug}: ${one.title}`,
        ]),
      ]).split("\n");
      io.out([paint("bold", head, io.color), ...lines].join("\n"));
    }
    return 0;
  },
};

/** The day of the last verdict, with a word where it does not hold. */
function verified({ verification, lastVerified }: HazardSummary): string {
  if (lastVerified === null) return "not yet";
  const day = lastVerified.slice(0, 10);
  return verification === "verified" ? day : `${day} (${verification})`;
}
