import { confidenceMeans } from "../../catalog/schema/confidence.ts";
import {
  placeText,
  type Diagnosis,
  type Evidence,
  type Finding,
  type RuledOut,
  type ShownSymptom,
} from "../../detect/finding.ts";

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
    return `${read}; ${findings.length} ${findings.length === 1 ? "candidate" : "candidates"}, best first.`;
  if (symptoms.length > 0)
    return `${read}; none of the hazards here, but a symptom that has a page.`;
  return `${read}; none of the hazards here.`;
}

function group(title: string, items: HTMLElement[]): HTMLElement {
  const section = element("section", "diagnosis");
  const list = element("ol");
  list.append(...items);
  section.append(element("h2", "", title), list);
  return section;
}

function findingItem(finding: Finding): HTMLElement {
  const { hazard, code, title, url, confidence } = finding;
  const item = element("li");
  const link = element("a", "", `${code} ${title}`);
  link.href = url;
  link.dataset["hit"] = hazard;
  link.dataset["confidence"] = confidence;
  item.append(link, element("p", "confidence", confidenceMeans[confidence]));
  item.append(...reasons("Fits", finding.evidence));
  item.append(...reasons("Speaks against", finding.against));
  if (finding.next !== null) {
    const next = element("p", "next");
    next.append(
      "Check next: ",
      element("code", "", finding.next.command),
      ` ${finding.next.reads}`,
    );
    item.append(next);
  }
  return item;
}

function symptomItem({ symptom, title, url, evidence }: ShownSymptom) {
  const item = element("li");
  const link = element("a", "", title);
  link.href = url;
  link.dataset["hit"] = symptom;
  item.append(link, ...reasons("Shown by", evidence));
  return item;
}

function ruledOutItem({ code, title, url, against }: RuledOut): HTMLElement {
  const item = element("li");
  const link = element("a", "", `${code} ${title}`);
  link.href = url;
  item.append(link, ...reasons("Because", against));
  return item;
}

/** Lines of the log, each with what it means; a line that says several things stands once. */
function reasons(title: string, evidence: readonly Evidence[]): HTMLElement[] {
  if (evidence.length === 0) return [];
  const list = element("ul", "reasons");
  const byPlace = new Map<string, HTMLElement>();
  for (const each of evidence) {
    const place = placeText(each);
    let item = byPlace.get(place);
    if (item === undefined) {
      item = element("li");
      item.append(element("span", "line", place), " ");
      item.append(element("code", "", each.text));
      byPlace.set(place, item);
      list.append(item);
    }
    item.append(element("span", "means", each.means));
  }
  return [element("p", "reasons-title", title), list];
}

function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  className = "",
  text = "",
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  if (className !== "") made.className = className;
  if (text !== "") made.textContent = text;
  return made;
}
