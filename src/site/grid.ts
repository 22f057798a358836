import type {
  Axis,
  CellResult,
  Reproducer,
  Role,
  Verdict,
} from "../catalog/schema/index.ts";
import { tally, type Tally } from "./verdicts.ts";

/** A place along an axis: a version of one of its tools, or a value of its parameter. */
export interface Point {
  /** The tool; nothing on the axis of a parameter. */
  readonly tool: string | undefined;
  readonly value: string;
}

/** Where some cells stand that share both points, and what they came to; nothing where no case has such a cell. */
export interface GridCell {
  readonly tally: Tally | undefined;
  readonly cells: readonly CellResult[];
}

/** The cells of the cases that pages call by one label, row by row. */
export interface GridGroup {
  readonly label: string;
  /** What its cases are for: one label may help with one tool and not with another. */
  readonly roles: readonly Role[];
  readonly rows: readonly (readonly GridCell[])[];
}

/** A matrix of two axes: a group for each label. */
export interface Grid {
  readonly rows: readonly Point[];
  readonly columns: readonly Point[];
  readonly groups: readonly GridGroup[];
}

/** Where a cell stands along an axis; nothing where it is not on it. */
function pointOf(axis: Axis, { tools, params }: CellResult): Point | undefined {
  if ("param" in axis) {
    const value = params[axis.param];
    return value === undefined ? undefined : { tool: undefined, value };
  }
  const tool = axis.tools.find((one) => tools[one] !== undefined);
  return tool === undefined ? undefined : { tool, value: tools[tool] ?? "" };
}

function isAt(point: Point, other: Point | undefined): boolean {
  return point.tool === other?.tool && point.value === other?.value;
}

/** The places of an axis in the manifest’s order; versions that appeared since come last. */
function pointsOf(
  axis: Axis,
  manifest: Reproducer,
  cells: readonly CellResult[],
): Point[] {
  const listed =
    "param" in axis
      ? manifest.cases.flatMap(({ vary }) =>
          (vary[axis.param] ?? []).map((value) => ({ tool: undefined, value })),
        )
      : axis.tools.flatMap((tool) =>
          (manifest.tools[tool]?.versions ?? []).map((value) => ({
            tool,
            value,
          })),
        );
  const points: Point[] = [];
  for (const point of [...listed, ...cells.map((one) => pointOf(axis, one))])
    if (point !== undefined && !points.some((one) => isAt(one, point)))
      points.push(point);
  if ("param" in axis) return points;
  return axis.tools.flatMap((tool) =>
    points.filter((point) => point.tool === tool),
  );
}

/** Arranges a verdict by two axes. Cases of one label are one group, whichever tools they use. */
export function grid(
  manifest: Reproducer,
  verdict: Pick<Verdict, "cells"> | undefined,
  rowAxis: Axis,
  columnAxis: Axis,
): Grid {
  const placed = (verdict?.cells ?? []).filter(
    (cell) =>
      pointOf(rowAxis, cell) !== undefined &&
      pointOf(columnAxis, cell) !== undefined,
  );
  const rows = pointsOf(rowAxis, manifest, placed);
  const columns = pointsOf(columnAxis, manifest, placed);
  const groups = new Map<string, { roles: Set<Role>; ids: string[] }>();
  for (const { id, label, role } of manifest.cases) {
    const group = groups.get(label) ?? { roles: new Set(), ids: [] };
    group.roles.add(role);
    group.ids.push(id);
    groups.set(label, group);
  }
  return {
    rows,
    columns,
    groups: [...groups].flatMap(([label, { roles, ids }]) => {
      const own = placed.filter((cell) => ids.includes(cell.case));
      if (own.length === 0) return [];
      const at = (row: Point, column: Point): GridCell => {
        const cells = own.filter(
          (cell) =>
            isAt(row, pointOf(rowAxis, cell)) &&
            isAt(column, pointOf(columnAxis, cell)),
        );
        return { cells, tally: cells.length === 0 ? undefined : tally(cells) };
      };
      return [
        {
          label,
          roles: [...roles],
          rows: rows.map((row) => columns.map((column) => at(row, column))),
        },
      ];
    }),
  };
}
