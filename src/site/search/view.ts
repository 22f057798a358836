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
  const link = document.createElement("a");
  link.href = hit.url;
  link.dataset["hit"] = hit.slug;
  link.textContent = hit.title;
  item.append(link);
  if (hit.page !== undefined) {
    const page = document.createElement("p");
    page.className = "aside";
    page.textContent = hit.page;
    item.append(page);
  }
  item.append(passage(hit.excerpt));
  if (hit.passages.length > 0) {
    const list = document.createElement("ul");
    list.className = "passages";
    list.append(...hit.passages.map(section));
    item.append(list);
  }
  return item;
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
