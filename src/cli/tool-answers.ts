import {
  answersFor,
  answerWords,
  toolMeant,
  versionMeant,
  type HazardAnswer,
  type Refusal,
} from "../catalog/affected/ask.ts";
import { UsageError } from "./command.ts";
import { table } from "./layout.ts";
import type { Lookup } from "./lookup/lookup.ts";
import { paint } from "./paint.ts";

/** What hits one version of one tool. */
export interface ToolAnswers {
  readonly tool: string;
  readonly title: string;
  readonly version: string;
  readonly answers: readonly HazardAnswer[];
}

function accepted<Value extends object>(value: Value | Refusal): Value {
  if ("refused" in value) throw new UsageError(value.refused);
  return value;
}

/** Answers `gcc=12.2`. Throws a `UsageError` that says what there is where nobody knows the tool or the version. */
export async function askTool(
  lookup: Lookup,
  text: string,
): Promise<ToolAnswers> {
  const [name = "", version, ...rest] = text.split("=");
  const summary = accepted(toolMeant(name, await lookup.tools()));
  const { tool, title } = summary;
  if (version === undefined || version === "" || rest.length > 0)
    throw new UsageError(
      `"${text}" names no version; write --tool ${tool}=${summary.versions.at(-1) ?? "VERSION"}`,
    );
  const meant = accepted(versionMeant(summary, version));
  const detail = await lookup.tool(tool);
  return {
    tool,
    title,
    version: meant.version,
    answers: detail === undefined ? [] : answersFor(detail, meant.version),
  };
}

/** The same as `--json` prints it: a hazard that holds under several conditions has an entry for each. */
export function toolJson({ answers, ...asked }: ToolAnswers): object {
  return {
    ...asked,
    hazards: answers.map(({ hazard, answer, effect, ground, because }) => {
      const { code, slug, title, url, status, under, fixed } = hazard;
      return {
        code,
        slug,
        title,
        url,
        status,
        answer,
        effect,
        ground,
        because,
        conditions: under,
        fixed: fixed ?? null,
      };
    }),
  };
}

/** Which cases measured it is on the hazard’s page; why something is concluded or unknown is nowhere else. */
function groundWords({ ground, because }: HazardAnswer): string {
  if (ground === "measured") return ground;
  return ground === null ? because : `${ground}: ${because}`;
}

/** The same for a person. */
export function toolText(
  { title, version, answers }: ToolAnswers,
  { color }: { color: boolean },
): string {
  const [head = "", ...lines] = table([
    ["CODE", "ANSWER", "GROUND", "HAZARD"],
    ...answers.map((one) => [
      one.hazard.code,
      answerWords(one),
      groundWords(one),
      [one.hazard.slug, one.hazard.under].join(" ").trimEnd(),
    ]),
  ]).split("\n");
  return [
    paint("bold", `${title} ${version}`, color),
    paint("bold", head, color),
    ...lines,
  ].join("\n");
}
