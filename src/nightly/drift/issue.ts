import type { Event, EventSide } from "../../catalog/schema/index.ts";
import { valueDigest } from "../../verify/cache.ts";

/** The text of an issue that a night’s events call for. */
export interface IssueText {
  /** Names it for good: the same events always give the same. It is in the body too, so that it can be searched for. */
  readonly id: string;
  readonly title: string;
  /** Markdown. */
  readonly body: string;
  readonly labels: readonly string[];
}

const titles: Record<Event["kind"], string> = {
  fixed: "hazard no longer shows",
  relapsed: "hazard shows again",
  "workaround-broken": "workaround no longer works",
  "workaround-restored": "workaround works again",
  affected: "new version affected",
  contradicted: "evidence contradicted",
};

/** How many logs an issue has at most: its body must stay below what a forge accepts. */
const logsShown = 4;

function fenced(text: string): string {
  const longest = Math.max(
    2,
    ...[...text.matchAll(/`+/g)].map(([run]) => run.length),
  );
  const fence = "`".repeat(longest + 1);
  return `${fence}text\n${text}\n${fence}`;
}

function side(title: string, seen: EventSide | null): string {
  if (seen === null) return `${title}: nothing was measured.`;
  const commit = seen.commit === null ? "" : `, commit ${seen.commit}`;
  return `${title}: **${seen.outcome}**, ${seen.at}${commit}\n\n${fenced(seen.log)}`;
}

function text(events: readonly [Event, ...Event[]]): IssueText {
  const [first] = events;
  const { kind, repro, hazard } = first;
  const ids = events.map((event) => event.id).sort();
  const id = valueDigest(ids).slice(0, 16);
  const cases = [...new Set(events.map((event) => event.case))];
  const parts = [
    ...events.map((event) => `- ${event.summary}`),
    "",
    `To see it here: \`npm run -s misbuilt -- verify ${repro} --matrix --no-cache ${cases.map((name) => `--case ${name}`).join(" ")}\``,
    "",
    "If the toolchain changed, say so in the reproducer’s manifest under `except`, and on the hazard’s page; if the reproducer is at fault, mend it. Nothing is changed by itself.",
    ...events
      .slice(0, logsShown)
      .flatMap((event) => [
        "",
        `### ${event.case}`,
        "",
        side("Before", event.before),
        "",
        side("After", event.after),
      ]),
    ...(events.length > logsShown
      ? [
          "",
          `The logs of ${events.length - logsShown} more are in content/events/${first.date.slice(0, 4)}.jsonl.`,
        ]
      : []),
    "",
    `<!-- misbuilt-events ${id}: ${ids.join(" ")} -->`,
    "",
  ];
  return {
    id,
    title: `${hazard ?? repro}: ${titles[kind]} (${cases.length === 1 ? first.case : `${events.length} cells`}, ${first.date.slice(0, 10)})`,
    body: parts.join("\n"),
    labels: ["nightly", kind],
  };
}

/** One issue for each reproducer and kind of change, in a fixed order. */
export function issues(events: readonly Event[]): IssueText[] {
  const groups = new Map<string, [Event, ...Event[]]>();
  for (const event of events) {
    const key = `${event.repro} ${event.kind}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [event]);
    else group.push(event);
  }
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, group]) => text(group));
}
