import { unfiltered } from "../search/filter.ts";
import type { Filters } from "../search/filter.ts";
import type { Choice } from "../search/filter.ts";
import { required } from "./element.ts";
import { filterRow } from "./filters.ts";

/** What the box shows, all at once: whatever is not named here goes away. */
export interface Shown {
  /** One line, which is also read out. */
  readonly status: string;
  readonly results?: readonly HTMLElement[];
  readonly choices?: readonly Choice[];
  /** Nothing was found: say what to do, and leave the page's own content in view. */
  readonly nothing?: boolean;
  /** Something was found, and the filters leave none of it. */
  readonly filteredOut?: boolean;
}

/** The part of the page in which the box answers. */
export interface Panel {
  show(shown: Shown): void;
  /** Shows something more, below the results. */
  add(more: HTMLElement): void;
  /** Says that something is going on, and leaves the rest as it is. */
  say(status: string): void;
  clear(): void;
  links(): HTMLAnchorElement[];
  chosen(): Filters;
  choose(filters: Filters): void;
}

/** Runs the answer's part of the page; `refiltered` hears of each change of the filters, `closed` of its button. */
export function answerPanel(refiltered: () => void, closed: () => void): Panel {
  const root = required("#answer", HTMLElement);
  const output = required("#results", HTMLElement);
  const status = required("#results-status", HTMLElement);
  const nothing = required("#nothing-found", HTMLElement);
  const filteredOut = required("#filtered-out", HTMLElement);
  const row = filterRow(required("#filters", HTMLElement), refiltered);
  /** Home's own content gives way to results; under a masthead the panel does. */
  const home = document.querySelector<HTMLElement>("#browse");
  const examples = document.querySelector<HTMLElement>(".examples");

  filteredOut.querySelector("button")?.addEventListener("click", () => {
    row.choose(unfiltered);
    refiltered();
  });
  const close = root.querySelector<HTMLElement>(".close");
  close?.addEventListener("click", closed);

  function show(shown: Shown): void {
    const { results = [], choices = [] } = shown;
    const found = results.length > 0 || shown.filteredOut === true;
    if (close !== null) root.hidden = false;
    output.replaceChildren(...results);
    row.offer(choices);
    filteredOut.hidden = shown.filteredOut !== true;
    nothing.hidden = shown.nothing !== true;
    if (home !== null) home.hidden = found;
    if (examples !== null) examples.hidden = found;
    status.textContent = shown.status;
  }

  return {
    show,
    add(more) {
      output.append(more);
    },
    say(text) {
      if (close !== null) root.hidden = false;
      status.textContent = text;
    },
    clear() {
      row.choose(unfiltered);
      show({ status: "" });
      if (close !== null) root.hidden = true;
    },
    links: () => [...output.querySelectorAll("a")],
    chosen: () => row.chosen(),
    choose: (filters) => {
      row.choose(filters);
    },
  };
}
