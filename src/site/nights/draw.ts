import type { Segment, Slot } from "../../catalog/history/nights.ts";
import type { HistoryMark, Outcome } from "../../catalog/schema/index.ts";

/** The height of a strip, in pixels; a bar stands on its lower edge and leaves room above for the unexpected. */
export const stripHeight = 16;

/** How wide a day is drawn where there is room, in pixels. */
export const dayWidth = 8;

/** How high each outcome's bar is. One night's outcomes nest: a lower one hides the foot of a higher one. */
const heights = { hazard: 12, blocked: 8, clean: 4 } as const;

type Drawn = keyof typeof heights;

const outcomes: Readonly<Record<HistoryMark, Outcome | undefined>> = {
  h: "hazard",
  H: "hazard",
  c: "clean",
  C: "clean",
  b: "blocked",
  B: "blocked",
  u: "unavailable",
  e: "error",
  "-": undefined,
};

/** What a letter says, where it says something. */
export function outcomeOf(mark: HistoryMark): Outcome | undefined {
  return outcomes[mark];
}

/** Whether a letter is an outcome that the manifest does not expect. */
export function isUnexpected(mark: HistoryMark): boolean {
  return /[HCB]/.test(mark);
}

/** A piece of a strip: the path of its shape, in days by pixels. */
export interface Piece {
  readonly outcome: Outcome;
  readonly path: string;
}

function rect(x: number, y: number, width: number, height: number): string {
  return `M${x} ${y}h${width}v${height}h${-width}z`;
}

/** A blocked bar is hatched: stripes two pixels high, so that they stay stripes however narrow a day is. */
function stripes(
  x: number,
  top: number,
  width: number,
  height: number,
): string {
  return Array.from({ length: Math.ceil(height / 4) }, (_, row) =>
    rect(x, top + row * 4, width, 2),
  ).join("");
}

/** Rounds to a hundredth of a day. */
function round(days: number): number {
  return Math.round(days * 100) / 100;
}

/** From where to where a segment goes, in days; nights without a run between its nights are cut out by a clip. */
export function spanOf(
  segment: Segment,
  slots: readonly Slot[],
): { x: number; width: number } {
  const first = slots[segment.from] ?? { x: 0, width: 1 };
  const last = slots[segment.from + segment.nights - 1] ?? first;
  const x = round(first.x);
  return { x, width: round(last.x + last.width - x) };
}

/** The shapes of a segment: its outcomes nested; a line where it could not be run; nothing where it was not run. */
export function piecesOf(segment: Segment, slots: readonly Slot[]): Piece[] {
  const { x, width } = spanOf(segment, slots);
  const seen = new Set(segment.runs.map(outcomeOf));
  const bars = (["clean", "blocked", "hazard"] as const).filter((one) =>
    seen.has(one),
  );
  const pieces = bars.map((outcome: Drawn, index) => {
    const below = bars[index - 1];
    const foot = below === undefined ? 0 : heights[below];
    const high = heights[outcome] - foot;
    const top = stripHeight - heights[outcome];
    const shape = outcome === "blocked" ? stripes : rect;
    return { outcome, path: shape(x, top, width, high) };
  });
  if (pieces.length > 0) return pieces;
  if (seen.has("error"))
    return [{ outcome: "error", path: rect(x, 9, width, 1.5) }];
  return seen.has("unavailable")
    ? [{ outcome: "unavailable", path: rect(x, 14.5, width, 1.5) }]
    : [];
}

/** The line above the nights on which something was not as expected; empty where all was. */
export function unexpectedPath(
  segments: readonly Segment[],
  slots: readonly Slot[],
): string {
  return segments
    .filter(({ runs }) => runs.some(isUnexpected))
    .map((segment) => {
      const { x, width } = spanOf(segment, slots);
      return `M${x} 1.5h${width}`;
    })
    .join("");
}

/** The id of the clip that cuts days without a night out of every strip of a page. */
export const nightsClip = "nights-run";

/** The nights that there are, as a path to clip strips by; empty where no day was left out. */
export function clipPath(slots: readonly Slot[]): string {
  let path = "";
  let from = 0;
  let to = 0;
  let gaps = 0;
  for (const { x, width } of slots) {
    if (x > to + 0.001) {
      path += rect(round(from), 0, round(to - from), stripHeight);
      from = x;
      gaps += 1;
    }
    to = x + width;
  }
  return gaps === 0
    ? ""
    : path + rect(round(from), 0, round(to - from), stripHeight);
}
