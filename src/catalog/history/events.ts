import type { Event, EventKind, ToolVersions } from "../schema/index.ts";

/** How the sentence of each kind of change begins; the versions follow. */
export const eventLead: Readonly<Record<EventKind, string>> = {
  fixed: "Fixed in",
  relapsed: "Relapsed in",
  "workaround-broken": "Workaround broken in",
  "workaround-restored": "Workaround works again in",
  affected: "New version affected:",
  contradicted: "Evidence contradicted in",
};

/** The same change in several cells, found on one night. */
export interface EventGroup {
  readonly kind: EventKind;
  readonly repro: string;
  readonly hazard: string | null;
  /** When it was found, UTC. */
  readonly date: string;
  /** The versions that the change is about: those that are new, or, where none is, all of each tool. */
  readonly versions: readonly (readonly [tool: string, versions: string[]])[];
  /** At least one, by case, parameters and tools; numbers in them count as numbers. */
  readonly events: readonly [Event, ...Event[]];
}

/** The versions by which a change differs from what it is compared with; nothing where they are the same. */
function fresh({ tools, before }: Event): ToolVersions {
  return Object.fromEntries(
    Object.entries(tools).filter(
      ([tool, version]) => before !== null && before.tools[tool] !== version,
    ),
  );
}

function cellText({ case: id, params, tools }: Event): string {
  return JSON.stringify([id, params, tools]);
}

function versionsOf(events: readonly Event[]): [string, string[]][] {
  const all = new Map<string, Set<string>>();
  for (const event of events) {
    const differing = fresh(event);
    const about = Object.keys(differing).length > 0 ? differing : event.tools;
    for (const [tool, version] of Object.entries(about))
      all.set(tool, (all.get(tool) ?? new Set()).add(version));
  }
  return [...all].map(([tool, versions]) => [tool, [...versions]]);
}

/**
 * Groups changes that a reader would call one: of the same kind, reproducer and night, from and to the same outcome, and
 * about the same new version where there is one. Newest first; every event is in one group.
 */
export function groupEvents(events: readonly Event[]): EventGroup[] {
  const groups = new Map<string, [Event, ...Event[]]>();
  for (const one of events) {
    const key = JSON.stringify([
      one.date,
      one.repro,
      one.kind,
      one.after.outcome,
      one.before?.outcome ?? null,
      fresh(one),
    ]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return [...groups]
    .sort(([a], [b]) => (a < b ? 1 : -1))
    .map(([, all]) => {
      const { kind, repro, hazard, date } = all[0];
      all.sort((a, b) =>
        cellText(a).localeCompare(cellText(b), "en", { numeric: true }),
      );
      return {
        kind,
        repro,
        hazard,
        date,
        versions: versionsOf(all),
        events: all,
      };
    });
}
