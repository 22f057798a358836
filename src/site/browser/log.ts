import { wordsOf, holdsAll } from "../log/words.ts";
import { markWords } from "./mark-words.ts";

/** At most so many cells that match are unfolded; more would be a wall of text. */
const unfolded = 8;

interface Entry {
  /** A cell of the log; on a log of several pages, the link to one. */
  readonly element: HTMLElement;
  readonly text: string;
}

/**
 * Goes to what the address names: to a cell on its own page; else unfolding it where the browser did not, and again
 * where the filter moved it.
 */
function goToTarget(): void {
  const id = decodeURIComponent(location.hash.slice(1));
  const target = id === "" ? null : document.getElementById(id);
  if (target instanceof HTMLAnchorElement) {
    location.replace(target.href);
    return;
  }
  const cell = target?.closest("details");
  if (cell !== null && cell !== undefined) cell.open = true;
  target?.scrollIntoView();
}

/** What a cell can be found by: on a log of several pages its name alone, which its anchor is made of. */
function textOf(element: HTMLElement): string {
  const name = element.querySelector("a[id]")?.id ?? "";
  return `${element.textContent} ${name}`.toLowerCase();
}

/** Makes the field of a log’s page narrow its cells to those that have every word in their name or in what they printed. */
function narrowLog(form: HTMLFormElement, field: HTMLInputElement): void {
  const status = form.querySelector("[role=status]");
  const all: Entry[] = [
    ...document.querySelectorAll<HTMLElement>(".log-cell, .log-link"),
  ].map((element) => ({ element, text: textOf(element) }));
  const opened = new Set<HTMLDetailsElement>();

  function narrow(): void {
    const words = wordsOf(field.value);
    const shown = all.filter(({ text }) => holdsAll(text, words));
    const visible = new Set(shown.map(({ element }) => element));
    for (const { element } of all) element.hidden = !visible.has(element);
    for (const part of document.querySelectorAll<HTMLElement>(".log-case"))
      part.hidden =
        part.querySelector(":is(.log-cell, .log-link):not([hidden])") === null;
    const few = words.length > 0 && shown.length <= unfolded;
    for (const element of opened) element.open = false;
    opened.clear();
    for (const { element } of few ? shown : [])
      if (element instanceof HTMLDetailsElement && !element.open) {
        element.open = true;
        opened.add(element);
      }
    markWords(visible, words);
    if (status !== null)
      status.textContent =
        words.length === 0
          ? `${all.length} cells`
          : shown.length === 0
            ? `No cell of ${all.length} has all these words.`
            : `${shown.length} of ${all.length} cells`;
  }

  function remember(): void {
    const url = new URL(location.href);
    const words = field.value.trim();
    if (words === "") url.searchParams.delete("q");
    else url.searchParams.set("q", words);
    history.replaceState(null, "", url);
  }

  form.hidden = false;
  field.addEventListener("input", () => {
    narrow();
    remember();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
  });
  const asked = new URL(location.href).searchParams.get("q");
  if (asked === null) return;
  field.value = asked;
  narrow();
}

const form = document.querySelector("form.narrow");
const field = form?.querySelector("input");
if (form instanceof HTMLFormElement && field instanceof HTMLInputElement)
  narrowLog(form, field);
goToTarget();
addEventListener("hashchange", goToTarget);
