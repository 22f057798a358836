import type { HazardSummary } from "../../catalog/export/hazard.ts";
import { flag, json, text, type Command } from "../command.ts";
import { table } from "../layout.ts";
import { paint } from "../paint.ts";

/** `misbuilt list` */
export const list: Command = {
  usage: "misbuilt list [--tool <tool>=<version>] [--json]",
  names: {
    least: 0,
    most: 0,
    otherwise: "list takes no names; misbuilt show takes one",
  },
  options: {
    tool: {
      type: "string",
      value: "zig=0.15.2",
      description: "what hits this version of a tool, and how that is known",
    },
  },
  exits: {
    0: "listed",
    2: "no hazard names such a tool, or it is no version of it",
  },
  examples: [
    { call: "misbuilt list", does: "a line for each hazard" },
    {
      call: "misbuilt list --tool zig=0.15.2",
      does: "affected, unknown or not affected: a line for each hazard that names Zig",
    },
    { call: "misbuilt list --json", does: "{hazards: [{code, slug, …}]}" },
  ],
  async run({ values, io, open }) {
    const asked = text(values, "tool");
    if (asked !== undefined) {
      // Only this question needs to compare versions.
      const { askTool, toolJson, toolText } =
        await import("../tool-answers.ts");
      const answers = await askTool(await open(), asked);
      io.out(
        flag(values, "json")
          ? json(toolJson(answers))
          : toolText(answers, { color: io.color }),
      );
      return 0;
    }
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
