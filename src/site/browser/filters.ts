import { facets, unfiltered } from "../search/filter.ts";
import type { Choice, Facet, Filters } from "../search/filter.ts";
import { kinds } from "../search/view.ts";

/** The row of controls that narrow the results. */
export interface FilterRow {
  /** What is chosen now. */
  chosen(): Filters;
  /** Chooses without announcing it. */
  choose(filters: Filters): void;
  /** Offers these choices; none hides the row. */
  offer(choices: readonly Choice[]): void;
}

function words(facet: Facet, value: string): string {
  if (facet === "kind") return kinds[value] ?? value;
  return facet === "status" ? value.replaceAll("-", " ") : value;
}

/** Runs the row `root`, which has a select named after each facet and a button; `changed` hears of each change. */
export function filterRow(root: HTMLElement, changed: () => void): FilterRow {
  let filters = unfiltered;
  const selects = new Map<Facet, HTMLSelectElement>();
  for (const facet of facets) {
    const select = root.querySelector(`[name=${facet}]`);
    if (!(select instanceof HTMLSelectElement)) continue;
    selects.set(facet, select);
    select.addEventListener("change", () => {
      const next = new Map(filters);
      if (select.value === "") next.delete(facet);
      else next.set(facet, select.value);
      filters = next;
      changed();
    });
  }
  const clear = root.querySelector("button");
  clear?.addEventListener("click", () => {
    filters = unfiltered;
    // The button goes with the last filter; the first control keeps the place of someone at the keyboard.
    for (const select of selects.values()) select.value = "";
    root.querySelector<HTMLElement>("label:not([hidden]) select")?.focus();
    changed();
  });

  function fill(facet: Facet, select: HTMLSelectElement, choice?: Choice) {
    const label = select.closest("label");
    if (label !== null) label.hidden = choice === undefined;
    const values = choice?.values ?? [];
    const [any] = select.options;
    select.replaceChildren(
      ...(any === undefined ? [] : [any]),
      ...values.map((value) => new Option(words(facet, value), value)),
    );
    select.value = filters.get(facet) ?? "";
  }

  return {
    chosen: () => filters,
    choose: (wanted) => {
      filters = wanted;
    },
    offer: (choices) => {
      for (const [facet, select] of selects)
        fill(
          facet,
          select,
          choices.find((one) => one.facet === facet),
        );
      root.hidden = choices.length === 0;
      if (clear !== null) clear.hidden = filters.size === 0;
    },
  };
}
