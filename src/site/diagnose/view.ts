import { confidenceMeans } from "../../catalog/schema/confidence.ts";
import {
  placeText,
  type Diagnosis,
  type Evidence,
  type Finding,
  type NextCheck,
  type RuledOut,
  type ShownSymptom,
} from "../../detect/finding.ts";
import { commandToCopy, make, words } from "../browser/element.ts";

/** A diagnosis as elements: candidates best first, then symptoms, then what was ruled out. A log’s text goes in as text. */
export function renderDiagnosis(diagnosis: Diagnosis): HTMLElement[] {
  const { findings, symptoms, ruledOut } = diagnosis;
  const parts: HTMLElement[] = [];
  if (findings.length > 0)
    parts.push(group("What fits", findings.map(findingItem)));
  if (symptoms.length > 0)
    parts.push(group("Symptoms", symptoms.map(symptomItem)));
  if (ruledOut.length > 0)
    parts.push(group("Ruled out", ruledOut.map(ruledOutItem)));
  return parts;
}

/** One sentence for the status line. */
export function summary({ findings, symptoms, lines }: Diagnosis): string {
  const read = `${lines} ${lines === 1 ? "line" : "lines"} read in this page`;
  if (findings.length > 0)
    return findings.length === 1
      ? `${read}; 1 candidate.`
      : `${read}; ${findings.length} candidates, best first.`;
  if (symptoms.length > 0)
    return `${read}; none of the hazards here, but a symptom that has a page.`;
  return `${read}; none of the hazards here.`;
}

function group(title: string, items: HTMLElement[]): HTMLElement {
  const section = make("section", "diagnosis");
  const list = make("ol");
  list.append(...items);
  section.append(make("h2", "", title), list);
  return section;
}

function linkTo(url: string, text: string, hit?: string): HTMLAnchorElement {
  const link = make("a", "", text);
  link.href = url;
  if (hit !== undefined) link.dataset["hit"] = hit;
  return link;
}

function findingItem(finding: Finding): HTMLElement {
  const { hazard, code, title, url, confidence } = finding;
  const item = make("li");
  const link = linkTo(url, `${code} ${title}`, hazard);
  link.dataset["confidence"] = confidence;
  item.append(link, make("p", "confidence", confidenceMeans[confidence]));
  item.append(...reasons("Fits", finding.evidence));
  item.append(...reasons("Speaks against", finding.against));
  if (finding.next !== null) item.append(nextCheck(finding.next));
  if (confidence !== "possible") {
    const fix = make("p", "to-fix");
    fix.append(linkTo(`${url}#fix`, "Go to the fix"));
    item.append(fix);
  }
  return item;
}

/** The check that decides: a command to copy, or something to do. */
function nextCheck({ command, step, reads }: NextCheck): HTMLElement {
  const next = make("div", "next");
  next.append(make("p", "next-title", "Check next"));
  if (step === true) {
    const sentence = make("p", "step");
    sentence.append(...words(command), ".");
    next.append(sentence);
  } else next.append(commandToCopy(command));
  const how = make("p");
  how.append(...words(reads));
  next.append(how);
  return next;
}

function symptomItem({ symptom, title, url, evidence }: ShownSymptom) {
  const item = make("li");
  item.append(linkTo(url, title, symptom), ...reasons("Shown by", evidence));
  return item;
}

function ruledOutItem({ code, title, url, against }: RuledOut): HTMLElement {
  const item = make("li");
  item.append(linkTo(url, `${code} ${title}`), ...reasons("Because", against));
  return item;
}

/** Lines of the log, each with what it means; a line that says several things stands once. */
function reasons(title: string, evidence: readonly Evidence[]): HTMLElement[] {
  if (evidence.length === 0) return [];
  const list = make("ul", "reasons");
  const byPlace = new Map<string, HTMLElement>();
  for (const each of evidence) {
    const place = placeText(each);
    let item = byPlace.get(place);
    if (item === undefined) {
      item = make("li");
      item.append(make("span", "line", place), " ");
      item.append(make("code", "", each.text));
      byPlace.set(place, item);
      list.append(item);
    }
    item.append(make("span", "means", each.means));
  }
  return [make("p", "reasons-title", title), list];
}
