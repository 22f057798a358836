import { startDiagnosis, type Diagnose } from "../diagnose/client.ts";
import { looksLikeLog } from "../diagnose/kind.ts";
import { renderDiagnosis, summary } from "../diagnose/view.ts";
import { readFilters, unfiltered, writeFilters } from "../search/filter.ts";
import { loadSearch } from "../search/index.ts";
import type { Answer, Search } from "../search/index.ts";
import { renderHits } from "../search/view.ts";
import { readDropped } from "./drop.ts";
import { filterRow } from "./filters.ts";

/** The longest query that the address keeps; a pasted log stays in the page. */
const addressLimit = 200;

function element<T extends Element>(selector: string, kind: new () => T): T {
  const found = document.querySelector(selector);
  if (!(found instanceof kind)) throw new Error(`the page has no ${selector}`);
  return found;
}

const form = element("form.box", HTMLFormElement);
const box = element("form.box [name=q]", HTMLTextAreaElement);
const output = element("#results", HTMLElement);
const status = element("#results-status", HTMLElement);
const nothing = element("#nothing-found", HTMLElement);
const filteredOut = element("#filtered-out", HTMLElement);
const home = element("#browse", HTMLElement);
const examples = document.querySelector<HTMLElement>(".examples");

const row = filterRow(element("#filters", HTMLElement), () => void answer());

/** Where the site is published, with a slash at the end. */
const base = `${(document.body.dataset["base"] ?? "/").replace(/\/$/, "")}/`;

let search: Promise<Search> | undefined;
let turn = 0;

/** Starts loading the index; the box calls it at its first use. */
function load(): Promise<Search> {
  search ??= loadSearch(base).catch((error: unknown) => {
    search = undefined;
    throw error;
  });
  return search;
}

let diagnose: Diagnose | undefined;

/** Diagnoses a log and shows the answer, unless a newer question has come in between. */
async function answerLog(log: string | Blob, mine: number): Promise<void> {
  status.textContent = "Reading…";
  noFilters();
  try {
    diagnose ??= startDiagnosis(base);
    const diagnosis = await diagnose(log);
    if (mine !== turn) return;
    const { findings, symptoms } = diagnosis;
    const found = findings.length + symptoms.length > 0;
    output.replaceChildren(...renderDiagnosis(diagnosis));
    nothing.hidden = found;
    home.hidden = found;
    if (examples !== null) examples.hidden = found;
    status.textContent = summary(diagnosis);
  } catch {
    if (mine !== turn) return;
    output.replaceChildren();
    home.hidden = false;
    status.textContent =
      "The signatures did not load, so the log was not read. Everything there is stands below.";
  }
}

/** Takes the filters away, with what was chosen: they are about the pages of one short query. */
function noFilters(): void {
  row.choose(unfiltered);
  row.offer([]);
  filteredOut.hidden = true;
}

function hits(): HTMLAnchorElement[] {
  return [...output.querySelectorAll("a")];
}

function remember(query: string): void {
  const url = new URL(location.href);
  const keep =
    query !== "" && query.length <= addressLimit && !query.includes("\n");
  if (keep) url.searchParams.set("q", query);
  else url.searchParams.delete("q");
  writeFilters(url.searchParams, keep ? row.chosen() : unfiltered);
  history.replaceState(null, "", url);
}

/** How much was found and how, in a few words. */
function tally({ hits, strict }: Answer): string {
  const thing = row.chosen().get("kind") === "section" ? "section" : "page";
  const filtered = row.chosen().size > 0 ? ", filtered" : "";
  const how = strict ? "" : ", by single words: no page has them all";
  return `${hits.length} ${thing}${hits.length === 1 ? "" : "s"}${filtered}${how}`;
}

/** Searches for what the box holds and shows the answer, unless a newer question has come in between. */
async function answer(): Promise<void> {
  const mine = ++turn;
  const query = box.value.trim();
  remember(query);
  if (query === "") {
    output.replaceChildren();
    status.textContent = "";
    noFilters();
    nothing.hidden = true;
    home.hidden = false;
    if (examples !== null) examples.hidden = false;
    return;
  }
  if (looksLikeLog(query)) {
    // As it was pasted: line numbers count from its first line.
    await answerLog(box.value, mine);
    return;
  }
  try {
    const found = await (await load())(query, row.chosen());
    if (mine !== turn) return;
    const some = found.unfiltered > 0;
    output.replaceChildren(...renderHits(found.hits));
    row.offer(found.choices);
    filteredOut.hidden = !some || found.hits.length > 0;
    nothing.hidden = some;
    home.hidden = some;
    if (examples !== null) examples.hidden = some;
    status.textContent = some ? tally(found) : "";
  } catch {
    if (mine !== turn) return;
    row.offer([]);
    filteredOut.hidden = true;
    home.hidden = false;
    status.textContent =
      "The search index did not load. Everything there is stands below.";
  }
}

let timer: ReturnType<typeof setTimeout> | undefined;
box.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(() => void answer(), 30);
});
box.addEventListener("focus", () => void load().catch(() => undefined), {
  once: true,
});

form.addEventListener("submit", (event) => {
  event.preventDefault();
  void answer().then(() => hits()[0]?.focus());
});

box.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    form.requestSubmit();
  } else if (event.key === "ArrowDown" && hits().length > 0) {
    if (box.value.slice(box.selectionEnd).includes("\n")) return;
    event.preventDefault();
    hits()[0]?.focus();
  } else if (event.key === "Escape" && box.value !== "") {
    box.value = "";
    void answer();
  }
});

output.addEventListener("keydown", (event) => {
  const links = hits();
  const at = links.findIndex((link) => link === document.activeElement);
  if (event.key === "Escape") box.focus();
  else if (event.key === "ArrowDown") links[at + 1]?.focus();
  else if (event.key === "ArrowUp") (links[at - 1] ?? box).focus();
  else return;
  event.preventDefault();
});

for (const example of document.querySelectorAll<HTMLElement>(
  "[data-example]",
)) {
  example.addEventListener("click", (event) => {
    event.preventDefault();
    box.value = example.dataset["example"] ?? "";
    box.focus();
    void answer();
  });
}

readDropped(form, (dropped) => {
  if (dropped.kind === "refused") status.textContent = dropped.note;
  else if (dropped.kind === "file") void answerLog(dropped.file, ++turn);
  else {
    box.value = dropped.text;
    box.focus();
    void answer();
  }
});

filteredOut.querySelector("button")?.addEventListener("click", () => {
  row.choose(unfiltered);
  void answer().then(() => hits()[0]?.focus());
});

const { searchParams } = new URL(location.href);
const asked = searchParams.get("q");
if (asked !== null) {
  row.choose(readFilters(searchParams));
  box.value = asked;
  box.focus();
  void answer();
}
