import { renderAdvice } from "../diagnose/advice.ts";
import { loadChecks } from "../diagnose/checks.ts";
import type { Diagnosis } from "../../detect/finding.ts";
import { startDiagnosis, type Diagnose } from "../diagnose/client.ts";
import {
  adviceFor,
  fileKind,
  headLength,
  isUtf16,
} from "../diagnose/file-kind.ts";
import { kindOf } from "../diagnose/kind.ts";
import { renderDiagnosis, summary } from "../diagnose/view.ts";
import { readFilters, unfiltered } from "../search/filter.ts";
import type { Hit } from "../search/hit.ts";
import { loadSearch } from "../search/index.ts";
import type { Answer, Search } from "../search/index.ts";
import { nothingFits, renderHits } from "../search/view.ts";
import { make, required } from "./element.ts";
import { keep, type Question } from "./kept.ts";
import { answerPanel } from "./panel.ts";

/** Larger texts are streamed from the file and not put into the box, in bytes. */
const longestInBox = 200_000;

/** How many pages are named beside the diagnosis of a single line. */
const mostBeside = 3;

const form = required("form.box", HTMLFormElement);
const box = required("form.box [name=q]", HTMLTextAreaElement);
const panel = answerPanel(
  () => void answer(),
  () => {
    put("");
    box.focus();
  },
);

/** Where the site is published, with a slash at the end. */
const base = `${(document.body.dataset["base"] ?? "/").replace(/\/$/, "")}/`;

let search: Promise<Search> | undefined;
let diagnose: Diagnose | undefined;
/** Counts questions, so that a late answer to an earlier one is not shown. */
let turn = 0;
/** The file that the text in the box was read from. */
let file: string | undefined;

function load(): Promise<Search> {
  search ??= loadSearch(base).catch((error: unknown) => {
    search = undefined;
    throw error;
  });
  return search;
}

/** How much was found, in a few words. */
function tally({ hits }: Answer): string {
  const thing = panel.chosen().get("kind") === "section" ? "section" : "page";
  const filtered = panel.chosen().size > 0 ? ", filtered" : "";
  return `${hits.length} ${thing}${hits.length === 1 ? "" : "s"}${filtered}`;
}

async function answerQuery(query: string, mine: number): Promise<void> {
  try {
    const found = await (await load())(query, panel.chosen());
    if (mine !== turn) return;
    const some = found.unfiltered > 0;
    panel.show({
      status: some ? tally(found) : nothingFits(query),
      results: renderHits(found.hits),
      choices: found.choices,
      nothing: !some,
      filteredOut: some && found.hits.length === 0,
    });
  } catch {
    if (mine !== turn) return;
    panel.show({
      status:
        "The search index did not load. The catalogue and the symptoms are listed as ever.",
    });
  }
}

/** Diagnoses a log. Undefined where the signatures did not load. */
async function read(log: string | Blob): Promise<Diagnosis | undefined> {
  panel.choose(unfiltered);
  panel.say("Reading…");
  try {
    diagnose ??= startDiagnosis(base);
    return await diagnose(log);
  } catch {
    return undefined;
  }
}

/** Shows what a diagnosis says. It found something, or `hits` did. */
function showDiagnosis(diagnosis: Diagnosis, hits: readonly Hit[] = []): void {
  const results = [...renderDiagnosis(diagnosis), ...renderHits(hits)];
  panel.show({
    status: (file === undefined ? "" : `${file}: `) + summary(diagnosis),
    results,
    nothing: pagesOf(diagnosis).size + hits.length === 0,
  });
}

const notRead = {
  status:
    "The signatures did not load, so the log was not read. The catalogue and the symptoms are listed as ever.",
};

async function answerLog(log: string | Blob, mine: number): Promise<void> {
  const diagnosis = await read(log);
  if (mine !== turn) return;
  if (diagnosis === undefined) panel.show(notRead);
  else showDiagnosis(diagnosis);
}

/** Diagnoses a single line, and searches for it as well, because it may be a title that quotes one. */
async function answerLine(line: string, mine: number): Promise<void> {
  const searching = load()
    .then((find) => find(line.trim(), unfiltered))
    .then(({ hits }) => hits)
    .catch(() => []);
  const diagnosis = await read(line);
  if (mine !== turn) return;
  const named = pagesOf(diagnosis);
  if (diagnosis !== undefined && named.size > 0) showDiagnosis(diagnosis);
  const hits = await searching;
  if (mine !== turn) return;
  if (diagnosis === undefined) panel.show(notRead);
  else if (named.size === 0) showDiagnosis(diagnosis, hits);
  else {
    const others = hits.filter(({ url }) => !named.has(url));
    const beside = make("section", "besides");
    beside.append(
      make("p", "besides-title", "Pages that have words of this line"),
      ...renderHits(others.slice(0, mostBeside)),
    );
    if (others.length > 0) panel.add(beside);
  }
}

/** The pages that a diagnosis names as fitting. */
function pagesOf(diagnosis: Diagnosis | undefined): ReadonlySet<string> {
  const { findings = [], symptoms = [] } = diagnosis ?? {};
  return new Set([...findings, ...symptoms].map(({ url }) => url));
}

/** Answers what the box holds, unless a newer question comes in between. */
async function answer(): Promise<void> {
  const mine = ++turn;
  const text = box.value;
  const query = text.trim();
  form.classList.toggle("has-lines", query.includes("\n"));
  keep(query === "" ? undefined : question(), panel.chosen());
  if (query === "") panel.clear();
  else if (file === undefined && kindOf(text) === "query")
    await answerQuery(query, mine);
  // As it was pasted: line numbers count from its first line.
  else if (kindOf(text) === "log") await answerLog(text, mine);
  else await answerLine(text, mine);
}

function question(): Question {
  return file === undefined ? { text: box.value } : { text: box.value, file };
}

/** Takes away what the box held, for a file that is not put into it. */
function empty(): void {
  box.value = "";
  file = undefined;
  form.classList.remove("has-lines");
  panel.choose(unfiltered);
  keep(undefined, unfiltered);
}

function put(text: string, from?: string): void {
  file = from;
  box.value = text;
  void answer();
}

/** Puts a question into the box and answers it. */
export function ask({ text, file: from }: Question): void {
  put(text, from);
  box.focus({ preventScroll: true });
}

/** Reads the first of these files and answers it: a text as a log, anything else with what to do about it. */
export async function askFiles([
  first,
  ...more
]: readonly File[]): Promise<void> {
  if (first === undefined) return;
  const mine = ++turn;
  const { name } = first;
  const others = more.length === 0 ? "" : ` (the first of ${more.length + 1})`;
  try {
    const bytes = await first.slice(0, headLength).arrayBuffer();
    const head = new Uint8Array(bytes);
    const kind = fileKind(name, head);
    const advice = adviceFor(kind, name);
    if (advice !== undefined) {
      const checks = await loadChecks(base, kind).catch(() => []);
      if (mine !== turn) return;
      empty();
      panel.show({
        status: `${name}${others} was not sent anywhere, and not read as a log.`,
        results: renderAdvice(advice, checks),
      });
    } else if (first.size > longestInBox || isUtf16(head)) {
      empty();
      file = name + others;
      await answerLog(first, mine);
    } else {
      const text = await first.text();
      if (mine === turn) put(text, name + others);
    }
    required("#answer", HTMLElement).scrollIntoView({ block: "nearest" });
  } catch {
    panel.show({
      status: `${name} could not be read. A folder cannot be: choose a file in it.`,
    });
  }
}

function focusFirst(): void {
  panel.links()[0]?.focus();
}

let timer: ReturnType<typeof setTimeout> | undefined;
box.addEventListener("input", (event) => {
  // What was read from a file stays a log, however it is edited.
  if (box.value === "") file = undefined;
  clearTimeout(timer);
  // A paste comes whole; what is typed comes letter by letter.
  const pasted =
    event instanceof InputEvent && event.inputType === "insertFromPaste";
  timer = setTimeout(() => void answer(), pasted ? 0 : 30);
});
box.addEventListener("focus", () => void load().catch(() => undefined), {
  once: true,
});

form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(timer);
  void answer().then(focusFirst);
});

box.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  if (event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    form.requestSubmit();
  } else if (event.key === "ArrowDown" && panel.links().length > 0) {
    if (box.value.slice(box.selectionEnd).includes("\n")) return;
    event.preventDefault();
    focusFirst();
  } else if (event.key === "Escape" && box.value !== "") put("");
});

required("#results", HTMLElement).addEventListener("keydown", (event) => {
  const links = panel.links();
  const at = links.findIndex((link) => link === document.activeElement);
  if (event.key === "Escape") box.focus();
  else if (at < 0) return;
  else if (event.key === "ArrowDown") links[at + 1]?.focus();
  else if (event.key === "ArrowUp") (links[at - 1] ?? box).focus();
  else return;
  event.preventDefault();
});

if (document.body.dataset["home"] !== undefined)
  panel.choose(readFilters(new URL(location.href).searchParams));
// What was typed or pasted while this was loading.
if (document.activeElement === box) void load().catch(() => undefined);
if (box.value !== "") void answer();
