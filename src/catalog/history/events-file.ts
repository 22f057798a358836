import { entryOf, recordLimit, textOf, type Report } from "../read/entries.ts";
import { parseJson } from "../read/document.ts";
import { listFolder } from "../read/files.ts";
import { event, type Event } from "../schema/index.ts";

/** The lines of `content/events/<year>.jsonl`; one that is no event is reported by its number and left out. */
export async function loadEvents(
  root: string,
  report: Report,
): Promise<Event[]> {
  const events: Event[] = [];
  for (const name of await listFolder(root, "content/events")) {
    if (!name.endsWith(".jsonl")) continue;
    const file = `content/events/${name}`;
    const text = (await textOf(root, file, report, recordLimit)) ?? "";
    for (const [index, line] of text.split("\n").entries()) {
      if (line === "") continue;
      const parsed = parseJson(line, file);
      const entry = entryOf(name, file, parsed, event, (rule, findings) => {
        report(
          rule,
          findings.map((one) => ({ ...one, line: index + 1 })),
        );
      });
      if (entry !== undefined) events.push(entry.data);
    }
  }
  return events.sort((a, b) =>
    a.date === b.date ? (a.id < b.id ? -1 : 1) : a.date < b.date ? -1 : 1,
  );
}
