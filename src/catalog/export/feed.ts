import type { Catalogue } from "../read/load.ts";
import type { Event } from "../schema/index.ts";
import { xml } from "./xml.ts";

/** One entry of the feed. */
export interface FeedEntry {
  /** A tag URI (RFC 4151) that never changes, wherever the site moves. */
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  /** Path of the page, from the site’s root. */
  readonly path: string;
  readonly category: "hazard" | "symptom" | Event["kind"];
  /** Instants, UTC. */
  readonly published: string;
  readonly updated: string;
}

/** As many entries as a reader that polls daily could miss; the API has all of them. */
const limit = 100;

function tag(specific: string): string {
  return `tag:misbuilt,2026:${specific}`;
}

function midnight(day: string): string {
  return `${day}T00:00:00Z`;
}

/**
 * What is new, newest first: an entry for each hazard and symptom, renewed when its words change, and one for each event.
 * A nightly run that changes nothing adds nothing.
 */
export function feedEntries(
  catalogue: Pick<Catalogue, "hazards" | "symptoms" | "events">,
): FeedEntry[] {
  const { hazards, symptoms, events } = catalogue;
  const entries: FeedEntry[] = [
    ...[...hazards.values()].map(({ slug, data }) => ({
      id: tag(`hazard/${slug}`),
      title: `${data.code}: ${data.title}`,
      summary: `${data.summary} Status: ${data.statusNote}.`,
      path: `/hazards/${slug}/`,
      category: "hazard" as const,
      published: midnight(data.published),
      updated: midnight(data.updated),
    })),
    ...[...symptoms.values()].map(({ slug, data }) => ({
      id: tag(`symptom/${slug}`),
      title: `Symptom: ${data.title}`,
      summary: data.summary,
      path: `/symptoms/${slug}/`,
      category: "symptom" as const,
      published: midnight(data.published),
      updated: midnight(data.updated),
    })),
    ...events.map((one) => ({
      id: tag(`event/${one.id}`),
      title: one.summary,
      summary: `Case ${one.case} of ${one.repro}: ${one.before?.outcome ?? "not measured"} before, ${one.after.outcome} now.`,
      path:
        (one.hazard === null ? "/status/" : `/hazards/${one.hazard}/`) +
        `#event-${one.id}`,
      category: one.kind,
      published: one.date,
      updated: one.date,
    })),
  ];
  return entries
    .sort((a, b) =>
      a.updated === b.updated
        ? compare(a.id, b.id)
        : compare(b.updated, a.updated),
    )
    .slice(0, limit);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * An Atom feed (RFC 4287). `address` turns a path of the site into its whole address. The same entries give the same bytes:
 * the feed’s own date is its newest entry’s.
 */
export function atom(
  entries: readonly FeedEntry[],
  address: (path: string) => string,
): string {
  const updated = entries[0]?.updated ?? "1970-01-01T00:00:00Z";
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">',
    `  <id>${tag("feed")}</id>`,
    "  <title>misbuilt</title>",
    "  <subtitle>Toolchain hazards: what is new, what was fixed, and what came back.</subtitle>",
    `  <updated>${updated}</updated>`,
    `  <link rel="self" type="application/atom+xml" href="${xml(address("/feed.xml"))}"/>`,
    `  <link rel="alternate" type="text/html" href="${xml(address("/"))}"/>`,
    "  <author><name>misbuilt</name></author>",
    "  <rights>CC BY 4.0</rights>",
    ...entries.map((one) => entryXml(one, address)),
    "</feed>",
    "",
  ].join("\n");
}

function entryXml(one: FeedEntry, address: (path: string) => string): string {
  return [
    "  <entry>",
    `    <id>${xml(one.id)}</id>`,
    `    <title>${xml(one.title)}</title>`,
    `    <link rel="alternate" type="text/html" href="${xml(address(one.path))}"/>`,
    `    <published>${one.published}</published>`,
    `    <updated>${one.updated}</updated>`,
    `    <category term="${one.category}"/>`,
    `    <summary>${xml(one.summary)}</summary>`,
    "  </entry>",
  ].join("\n");
}
