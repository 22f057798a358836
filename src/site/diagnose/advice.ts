import { commandToCopy, make, words } from "../browser/element.ts";
import type { Check } from "./checks.ts";
import type { Advice } from "./file-kind.ts";

/** More checks than these would be a catalogue. */
const mostChecks = 12;

/** What the page says of a file that it does not read, as elements. */
export function renderAdvice(
  { sentence, command }: Advice,
  checks: readonly Check[],
): HTMLElement[] {
  const section = make("section", "diagnosis");
  const said = make("p");
  said.append(...words(sentence));
  section.append(said);
  if (command !== undefined) section.append(commandToCopy(command));
  if (checks.length > 0) {
    const list = make("ol");
    for (const { code, title, url } of checks.slice(0, mostChecks)) {
      const item = make("li");
      const link = make("a", "", `${code} ${title}`);
      link.href = url;
      item.append(link);
      list.append(item);
    }
    section.append(
      make("h2", "", "Hazards such a file can have, each with its check"),
      list,
    );
    if (checks.length > mostChecks)
      section.append(
        make(
          "p",
          "note",
          `${checks.length - mostChecks} more are in the catalogue.`,
        ),
      );
  }
  return [section];
}
