import type { Hit, Passage } from "./hit.ts";

/** Kinds of results, as headings. */
export const kinds: Record<string, string> = {
  hazard: "Hazards",
  symptom: "Symptoms",
  page: "Pages",
  section: "Sections",
};

/** Hits by kind, kinds in the order of their best hit: the first result is the best one. */
export function groups(hits: readonly Hit[]): { title: string; hits: Hit[] }[] {
  const byKind = new Map<string, Hit[]>();
  for (const hit of hits) {
    const group = byKind.get(hit.kind);
    if (group === undefined) byKind.set(hit.kind, [hit]);
    else group.push(hit);
  }
  return [...byKind].map(([kind, list]) => ({
    title: kinds[kind] ?? "Pages",
    hits: list,
  }));
}

/** A passage's text in pieces, every second of which matched. The index marks matches with `<mark>`. */
export function pieces(excerpt: string): string[] {
  return excerpt
    .split(/<\/?mark>/)
    .map((piece) =>
      piece
        .replaceAll("&lt;", "<")
        .replaceAll("&gt;", ">")
        .replaceAll("&quot;", '"')
        .replaceAll("&#39;", "'")
        .replaceAll("&amp;", "&"),
    );
}

function passage(excerpt: string): HTMLElement {
  const p = document.createElement("p");
  p.className = "excerpt";
  for (const [index, piece] of pieces(excerpt).entries()) {
    if (index % 2 === 0) p.append(piece);
    else {
      const mark = document.createElement("mark");
      mark.textContent = piece;
      p.append(mark);
    }
  }
  return p;
}

function section({ title, url, excerpt }: Passage): HTMLElement {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = url;
  link.textContent = title;
  item.append(link, passage(excerpt));
  return item;
}

function result(hit: Hit): HTMLElement {
  const item = document.createElement("li");
  const line = document.createElement("p");
  line.className = "hit-line";
  if (hit.code !== undefined)
    line.append(span("hit-code", hit.code), document.createTextNode(" "));
  const link = document.createElement("a");
  link.href = hit.url;
  link.dataset["hit"] = hit.slug;
  link.textContent = hit.title;
  line.append(link);
  item.append(line);
  if (hit.page !== undefined) {
    const page = document.createElement("p");
    page.className = "aside";
    page.textContent = hit.page;
    item.append(page);
  }
  item.append(passage(hit.excerpt), ...facts(hit));
  if (hit.passages.length > 0) {
    const list = document.createElement("ul");
    list.className = "passages";
    list.append(...hit.passages.map(section));
    item.append(list);
  }
  return item;
}

/** What was measured of a hazard, and the way to its fix. */
function facts({ standing, fix }: Hit): HTMLElement[] {
  if (standing === undefined && fix === undefined) return [];
  const line = document.createElement("p");
  line.className = "hit-facts";
  if (standing !== undefined)
    line.append(
      span(`hit-verdict mark is-${standing.mark}`, standing.words),
      document.createTextNode(" "),
    );
  if (fix !== undefined) {
    const link = document.createElement("a");
    link.className = "to-fix";
    link.href = fix;
    link.textContent = "Go to the fix";
    line.append(link);
  }
  return [line];
}

function span(className: string, text: string): HTMLElement {
  const made = document.createElement("span");
  made.className = className;
  made.textContent = text;
  return made;
}

/** The longest query that a sentence repeats. */
const longestRepeated = 60;

/** What the status line says, and a screen reader announces, where nothing fits a query. */
export function nothingFits(query: string): string {
  const said =
    query.length > longestRepeated
      ? `${query.slice(0, longestRepeated)}…`
      : query;
  return `Nothing here fits “${said}”. Paste the whole message or log, or look through the symptoms.`;
}

/** The results as elements. All of a page's text goes in as text: no markup of the index or of a paste is run. */
export function renderHits(hits: readonly Hit[]): HTMLElement[] {
  return groups(hits).map(({ title, hits: list }) => {
    const group = document.createElement("section");
    const heading = document.createElement("h2");
    heading.textContent = title;
    const items = document.createElement("ol");
    items.append(...list.map(result));
    group.append(heading, items);
    return group;
  });
}
