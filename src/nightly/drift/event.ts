import { eventLead } from "../../catalog/history/events.ts";
import { historyName, markOf } from "../../catalog/history/history.ts";
import type {
  CellResult,
  Event,
  ToolVersions,
} from "../../catalog/schema/index.ts";
import { valueDigest } from "../../verify/cache.ts";
import { nameOf, type Cell } from "../../catalog/cells/cell.ts";
import { classify } from "./classify.ts";
import { beforeSide, logOf } from "./log.ts";
import type { CellNight, Night } from "./night.ts";
import type { Established } from "../../catalog/history/drift.ts";

/** A cell with what it was established to come to. */
export interface Known {
  readonly cell: Cell;
  readonly state: Established;
}

function versionsText(tools: ToolVersions, against?: ToolVersions): string {
  const all = Object.entries(tools);
  const differing = all.filter(
    ([tool, version]) => against?.[tool] !== version,
  );
  return (differing.length > 0 && against !== undefined ? differing : all)
    .map(([tool, version]) => `${tool} ${version}`)
    .join(", ");
}

/** The event of a result that settled another outcome than `from`; nothing where readers need not be told. `fresh`: the versions are new. */
export function eventOf(
  night: Night,
  { cell }: CellNight,
  result: CellResult,
  from: Known | undefined,
  fresh: boolean,
): Event | undefined {
  const to = markOf(result);
  const role = cell.definition.role;
  const kind =
    from === undefined
      ? result.ok
        ? undefined
        : ("contradicted" as const)
      : classify(role, from.state.mark, to, fresh);
  if (kind === undefined) return undefined;
  const name = nameOf(cell);
  const before =
    from === undefined
      ? null
      : beforeSide(
          night,
          from.cell.tools,
          historyName(nameOf(from.cell)),
          from.state,
        );
  const params = Object.entries(cell.params).map(
    ([key, value]) => `${key}=${value}`,
  );
  const where = [
    versionsText(cell.tools, fresh ? from?.cell.tools : undefined),
    ...params,
  ]
    .filter((text) => text !== "")
    .join(", ");
  const was =
    before === null
      ? `${cell.expected} was expected`
      : `${before.outcome} ${fresh ? `in ${versionsText(before.tools, cell.tools)}` : "before"} (${before.at.slice(0, 10)})`;
  const now =
    before?.outcome === result.outcome && !result.ok
      ? `${result.outcome} with other output`
      : result.outcome;
  return {
    id: valueDigest([
      kind,
      historyName(name),
      name.repro,
      result.outcome,
      result.ok,
      from === undefined ? null : [from.state.mark, from.state.since.at],
    ]).slice(0, 16),
    date: night.at,
    kind,
    repro: night.repro,
    hazard: night.hazard,
    case: name.case,
    role,
    tools: cell.tools,
    params: cell.params,
    before,
    after: {
      tools: cell.tools,
      outcome: result.outcome,
      at: result.measuredAt,
      commit: night.commit,
      log: logOf(result, night.reports),
    },
    summary: `${eventLead[kind]} ${where === "" ? "this toolchain" : where}: ${night.repro}/${name.case} is ${now}; ${was}.`,
  };
}
