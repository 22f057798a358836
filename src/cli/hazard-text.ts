import type { HazardDetail } from "../catalog/export/hazard.ts";
import type { Claim } from "../catalog/schema/index.ts";
// The words alone: the schemas would bring zod into what readers install.
import { groundWords, stageWords } from "../catalog/schema/words.ts";
import { item, table, wrap } from "./layout.ts";
import { paint } from "./paint.ts";

/** One hazard for a terminal, in the order of its page. */
export function hazardText(
  hazard: HazardDetail,
  { color, site }: { color: boolean; site: string | null },
): string {
  const bold = (text: string) => paint("bold", text, color);
  const part = (title: string, ...blocks: readonly string[]) =>
    blocks.join("") === "" ? "" : `\n${bold(title)}\n${blocks.join("")}`;
  return [
    wrap(`${bold(hazard.code)} ${hazard.title}`),
    wrap(hazard.summary),
    "\n",
    table([
      ...(site === null ? [] : [["page", site + hazard.url]]),
      ["status", `${hazard.status}: ${hazard.statusNote}`],
      ["verified", verified(hazard)],
      ["seen as", hazard.seen],
      ["ground", groundText(hazard.ground)],
    ]),
    part(
      "Affected",
      ...hazard.toolchains.map(({ name, affected, fixed }, index) => {
        const unknown = hazard.affected[index]?.unknown ?? [];
        return item(
          [
            `${name}: ${affected}`,
            ...(fixed === undefined ? [] : [`fixed in ${fixed}`]),
            ...(unknown.length === 0 ? [] : [`unknown: ${unknown.join(", ")}`]),
          ].join("; "),
        );
      }),
    ),
    part("The fix", ...hazard.workarounds.map(workaround)),
    part(
      "What does not work",
      ...hazard.deadEnds.map(({ title, why }) => item(`${title}. ${why}`)),
    ),
    part("Evidence", ...hazard.claims.map((one) => item(claim(one)))),
    part("Open questions", ...hazard.questions.map((one) => item(one))),
    part(
      "Cases",
      table(
        hazard.cases.map((one) => [
          `- ${one.id}`,
          one.role,
          one.ok ? "as expected" : "not shown",
          Object.entries(one.outcomes)
            .map(([outcome, count]) => `${count} ${outcome}`)
            .join(", "),
        ]),
      ),
    ),
    part(
      "Upstream",
      ...hazard.upstream.map(({ title, url }) => item(`${title}: ${url}`)),
    ),
  ].join("");
}

function groundText({ kind, words, source }: HazardDetail["ground"]): string {
  return `${groundWords[kind]}: ${words}${source === undefined ? "" : ` ${source.url}`}`;
}

function verified({ verification, lastVerified }: HazardDetail): string {
  return lastVerified === null
    ? "not yet"
    : `${lastVerified.slice(0, 10)} (${verification})`;
}

function workaround(one: HazardDetail["workarounds"][number]): string {
  const { title, summary, stage, cost, caveat, snippets } = one;
  return [
    item(`${title}. ${summary}`),
    wrap(`Changes: ${stageWords[stage]}`, "  "),
    wrap(`Cost: ${cost}`, "  "),
    caveat === undefined ? "" : wrap(`Mind: ${caveat}`, "  "),
    ...snippets.map(code),
  ].join("");
}

type Snippet = HazardDetail["workarounds"][number]["snippets"][number];

function code(snippet: Snippet): string {
  const lines = snippet.text.trimEnd().split("\n");
  const from =
    "file" in snippet
      ? snippet.file
      : `reported, not run here: ${snippet.source.url}`;
  return `  ${snippet.language} (${from}):\n${lines.map((line) => `      ${line}`.trimEnd()).join("\n")}\n`;
}

function claim(one: Claim): string {
  switch (one.evidence) {
    case "reproduced":
      return `${one.claim} (reproduced by ${one.repro}, case ${one.case})`;
    case "reported":
      return `${one.claim} (reported: ${one.source.title}, ${one.source.url})`;
    case "inferred":
      return `${one.claim} (inferred: ${one.reasoning})`;
  }
}
