import { xml } from "../catalog/export/xml.ts";
import type { HazardStanding } from "./standing.ts";
import type { Mark } from "./verdicts.ts";

/** Behind white words, each at more than 7:1; opaque, so that the page below may be light or dark. */
const colours: Record<Mark, string> = {
  hazard: "#8c1d18",
  clean: "#14532d",
  blocked: "#4a4458",
  unavailable: "#454b47",
  error: "#6b3a00",
  mixed: "#6b3a00",
  none: "#454b47",
};

/** Pixels that 11-pixel Verdana takes for a text, by the width of its letters; `textLength` makes other fonts keep to it. */
function width(text: string): number {
  const of = (character: string) =>
    /[ijl.,:;|'!]/.test(character) ? 4 : /[mwMW]/.test(character) ? 9.5 : 6.2;
  return Math.ceil(Array.from(text, of).reduce((sum, one) => sum + one, 0));
}

/** What the badge says: `reproduces in Zig 0.17.0, checked 2026-11-21`. */
export function badgeWords({ text, measuredAt }: HazardStanding): string {
  return measuredAt === undefined
    ? text
    : `${text}, checked ${measuredAt.slice(0, 10)}`;
}

/** A hazard's badge: its code, what it does in the newest toolchain, and the day that was measured. */
export function badge(code: string, standing: HazardStanding): string {
  const words = badgeWords(standing);
  const [left, right] = [width(code) + 12, width(words) + 12];
  const label = `${code} ${words}`;
  const text = (x: number, content: string) =>
    `  <text x="${x}" y="14" textLength="${width(content)}" lengthAdjust="spacingAndGlyphs">${xml(content)}</text>`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${left + right}" height="20" viewBox="0 0 ${left + right} 20" role="img" aria-labelledby="title">`,
    `  <title id="title">${xml(label)}</title>`,
    `  <rect width="${left + right}" height="20" rx="3" fill="#26302b"/>`,
    `  <path d="M${left} 0h${right - 3}a3 3 0 0 1 3 3v14a3 3 0 0 1-3 3h-${right - 3}z" fill="${colours[standing.mark]}"/>`,
    `  <rect x="0.5" y="0.5" width="${left + right - 1}" height="19" rx="2.5" fill="none" stroke="#8a938d"/>`,
    `  <g fill="#ffffff" font-family="Verdana, DejaVu Sans, sans-serif" font-size="11">`,
    text(6, code),
    text(left + 6, words),
    "  </g>",
    "</svg>",
    "",
  ].join("\n");
}
