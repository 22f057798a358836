import { eventLead, type EventGroup } from "../../catalog/history/events.ts";
import type { Event, EventSide } from "../../catalog/schema/index.ts";
import { byVersion } from "../../catalog/versions/tools.ts";
import { count } from "../format.ts";
import { toolWords } from "./names.ts";

const shownVersions = 3;

/** `New version affected: Zig 0.17.1`; many versions of a tool are counted. */
export function groupTitle(
  { kind, versions }: EventGroup,
  title: (tool: string) => string,
): string {
  const tools = versions.map(([tool, all]) =>
    all.length > shownVersions
      ? `${count(all.length, "version")} of ${title(tool)}`
      : toolWords(title(tool), [...all].sort(byVersion(tool)).join(", ")),
  );
  const which = tools.length === 0 ? "this toolchain" : tools.join(", ");
  return `${eventLead[kind]} ${which}`;
}

/** The cell that changed, without its reproducer: `pad, LEVEL z`. */
export function eventCell({ case: id, params }: Event): string {
  return [id, ...Object.entries(params).map((pair) => pair.join(" "))].join(
    ", ",
  );
}

/** Under what one side was measured: `Zig 0.17.1, cc debian, commit b1a7911`. */
export function sideWords(
  { tools, commit }: EventSide,
  title: (tool: string) => string,
): string {
  const versions = Object.entries(tools).map(([tool, version]) =>
    toolWords(title(tool), version),
  );
  const at =
    commit === null ? "commit not recorded" : `commit ${commit.slice(0, 7)}`;
  return [...versions, at].join(", ");
}

/** The anchor of an event, on its hazard’s page and on the status page. */
export function eventAnchor({ id }: Pick<Event, "id">): string {
  return `event-${id}`;
}
