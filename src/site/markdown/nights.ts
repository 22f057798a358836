import { groupEvents } from "../../catalog/history/events.ts";
import type { HazardPage } from "../catalogue.ts";
import { count } from "../format.ts";
import { changeWords } from "../nights/changes.ts";
import { groupTitle } from "../nights/events.ts";
import { flakyCells, rateWords } from "../nights/flaky.ts";
import { cellWords } from "../nights/names.ts";
import { stripsOf } from "../nights/strips.ts";
import { blocks, list } from "./text.ts";

/** What a reproducer’s nights came to, case by case, what changed between them, and which cells vary; no text without nights. */
function nightsText({ hazard, repro, site }: HazardPage): string {
  const history = site.known.histories.get(hazard.repro);
  if (history === undefined || history.nights.length === 0) return "";
  const { cases, changes, days } = stripsOf(
    history,
    repro?.manifest,
    site.title,
  );
  const flaky = [...flakyCells(history)];
  return blocks(
    "### Night by night",
    days.length === 1
      ? `One night, ${days[0] ?? ""}:`
      : `${days.length} nights, from ${days[0] ?? ""} to ${days.at(-1) ?? ""}:`,
    list(
      cases.map(
        ({ id, all, cells }) =>
          `\`${id}\` (${count(cells.length, "cell")}): ${all.words}`,
      ),
    ),
    flaky.length === 0
      ? undefined
      : blocks(
          "These do not always come out the same:",
          list(
            flaky.map(
              ([name, rate]) =>
                `${cellWords(name, site.title)}: ${rateWords(rate)}`,
            ),
          ),
        ),
    changes.length === 0
      ? undefined
      : list(
          changes.map(
            (change) => `${change.at.slice(0, 10)}: ${changeWords(change)}`,
          ),
        ),
  );
}

/** The changes of a reproducer’s cells, newest first, a line for those that changed alike on one night. */
function eventsText({ hazard, site }: HazardPage): string {
  const groups = groupEvents(
    site.known.events.filter((one) => one.repro === hazard.repro),
  );
  if (groups.length === 0) return "";
  return blocks(
    "### What changed",
    list(
      groups.map((group) => {
        const { date, events } = group;
        const ids = [...new Set(events.map((one) => one.case))].join(", ");
        return `${date.slice(0, 10)}: ${groupTitle(group, site.title)} (${count(events.length, "cell")}: ${ids})`;
      }),
    ),
  );
}

/** A reproducer’s nights and the changes that they found. */
export function historyText(page: HazardPage): string {
  return blocks(nightsText(page), eventsText(page));
}
