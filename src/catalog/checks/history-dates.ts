import { historyPath } from "../history/history.ts";
import type { Catalogue } from "../read/load.ts";
import type { Finding } from "../problem.ts";
import { isFuture } from "../recorded/dates.ts";
import type { Check } from "./check.ts";

/** The order of the nights is held while they are read; whether they have been is a question of today. */
export const historyDates = {
  rule: "history-dates",
  about: "No night, expectation or event is of the future.",
  *find(catalogue: Catalogue): Generator<Finding> {
    const now = Date.now();
    const late = (
      at: Pick<Finding, "file" | "field"> & { line?: number },
      iso: string,
    ): Finding => ({
      ...at,
      found: `${iso}, in the future`,
      expected: "an instant that was",
      todo: "Restore the file with git.",
    });
    for (const { repro, nights, expectations } of catalogue.histories.values())
      for (const one of [...nights, ...expectations])
        if (isFuture(one.at, now))
          yield late(
            { file: historyPath(repro), line: one.line, field: "at" },
            one.at,
          );
    for (const { id, date } of catalogue.events)
      if (isFuture(date, now))
        yield late(
          {
            file: `content/events/${date.slice(0, 4)}.jsonl`,
            field: `date of event ${id}`,
          },
          date,
        );
  },
} as const satisfies Check;
