import { confidences as levels } from "../catalog/schema/confidence.ts";
import type {
  HazardSignatures,
  KnownHazard,
} from "../catalog/schema/signature.ts";
import {
  comparePlaces,
  type Diagnosis,
  type Evidence,
  type Finding,
  type RuledOut,
} from "./finding.ts";
import type { Hits } from "./hits.ts";
import type { Sign, Signs } from "./signs.ts";

/** A finding with what it is ranked by. */
interface Scored {
  finding: Finding;
  points: number;
  /** How many signs speak for it. */
  signs: number;
}

/** Judges every crash of a log, each together with what holds for the whole log, and keeps each hazard’s best case. */
export function evaluate(
  known: Signs,
  crashes: readonly Hits[],
  log: Hits,
  lines: number,
): Diagnosis {
  const scored: Scored[] = [];
  const ruledOut: RuledOut[] = [];
  for (const hazard of known.knowledge.hazards) {
    const signs = signsOf(known, hazard.signs);
    const fitting: Scored[] = [];
    let excluded: RuledOut | undefined;
    for (const crash of crashes) {
      const judged = judge(hazard, signs, crash, log);
      if (judged === undefined) continue;
      if ("points" in judged) fitting.push(judged);
      else excluded ??= judged;
    }
    const best = fitting.sort(compare)[0];
    if (best !== undefined) scored.push(best);
    else if (excluded !== undefined) ruledOut.push(excluded);
  }
  scored.sort(compare);
  return {
    schemaVersion: 1,
    findings: scored.map(({ finding }) => finding),
    symptoms: symptomsOf(known, crashes, log),
    ruledOut,
    lines,
  };
}

function judge(
  hazard: KnownHazard,
  signs: ReadonlyMap<string, Sign>,
  crash: Hits,
  log: Hits,
): Scored | RuledOut | undefined {
  const seen = seenIn(signs, crash, log);
  const level = levels.findIndex((each) => meets(hazard.signs[each], seen));
  if (level === -1) return undefined;
  const speaking = (how: Sign["signature"]["speaks"]): Sign[] =>
    [...seen.values()].filter(({ signature }) => signature.speaks === how);
  const evidenceFor = (list: readonly Sign[]): Evidence[] =>
    list
      .flatMap((sign) =>
        [...crash.places(sign), ...log.places(sign)].slice(0, 2),
      )
      .sort(comparePlaces);
  const page = {
    hazard: hazard.slug,
    code: hazard.code,
    title: hazard.title,
    url: hazard.url,
  };
  const fits = speaking("for");
  const weakening = speaking("weakens");
  const excluding = speaking("excludes");
  const evidence = evidenceFor(fits);
  if (excluding.length > 0)
    return { ...page, evidence, against: evidenceFor(excluding) };
  const confidence =
    levels[Math.min(level + weakening.length, 2)] ?? "possible";
  const points = fits.reduce((sum, { signature }) => sum + signature.points, 0);
  const lost = weakening.reduce(
    (sum, { signature }) => sum + signature.points,
    0,
  );
  return {
    points: points - lost,
    signs: fits.length - weakening.length,
    finding: {
      ...page,
      confidence,
      evidence,
      against: evidenceFor(weakening),
      next: nextCheck(hazard.signs, seen),
    },
  };
}

function signsOf(
  known: Signs,
  page: Parameters<Signs["ids"]["get"]>[0],
): ReadonlyMap<string, Sign> {
  return known.ids.get(page) ?? new Map<string, Sign>();
}

/** The page’s signatures that were found, without those that another one cancels. */
function seenIn(
  signs: ReadonlyMap<string, Sign>,
  crash: Hits,
  log: Hits,
): Map<string, Sign> {
  const found = new Map(
    [...signs].filter(([, sign]) => crash.has(sign) || log.has(sign)),
  );
  return new Map(
    [...found].filter(
      ([, { signature }]) => !signature.unless.some((id) => found.has(id)),
    ),
  );
}

function meets(
  criteria: readonly (readonly string[])[],
  seen: ReadonlyMap<string, Sign>,
): boolean {
  return criteria.some((all) =>
    all.every((any) => any.split("|").some((id) => seen.has(id))),
  );
}

function nextCheck(
  signs: HazardSignatures,
  seen: ReadonlyMap<string, Sign>,
): Finding["next"] {
  const open = signs.next.find(
    ({ unless }) => !unless.some((id) => seen.has(id)),
  );
  if (open === undefined) return null;
  const { command, step, reads } = open;
  return step === undefined ? { command, reads } : { command, step, reads };
}

function compare(a: Scored, b: Scored): number {
  return (
    levels.indexOf(a.finding.confidence) -
      levels.indexOf(b.finding.confidence) ||
    b.points - a.points ||
    b.signs - a.signs ||
    a.finding.code.localeCompare(b.finding.code)
  );
}

function symptomsOf(
  known: Signs,
  crashes: readonly Hits[],
  log: Hits,
): Diagnosis["symptoms"] {
  const shown: (Diagnosis["symptoms"][number] & { points: number })[] = [];
  for (const symptom of known.knowledge.symptoms) {
    for (const crash of crashes) {
      const seen = seenIn(signsOf(known, symptom.signs), crash, log);
      const signs = [...seen.values()];
      const excluded = signs.some(
        ({ signature }) => signature.speaks === "excludes",
      );
      if (excluded || !meets(symptom.signs.shown, seen)) continue;
      shown.push({
        symptom: symptom.slug,
        title: symptom.title,
        url: symptom.url,
        evidence: signs
          .flatMap((sign) => [...crash.places(sign), ...log.places(sign)])
          .sort(comparePlaces)
          .slice(0, 3),
        points: signs.reduce((sum, { signature }) => sum + signature.points, 0),
      });
      break;
    }
  }
  return shown
    .sort((a, b) => b.points - a.points)
    .map(({ symptom, title, url, evidence }) => ({
      symptom,
      title,
      url,
      evidence,
    }));
}
