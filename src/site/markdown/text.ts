/** A table cell: one line, its bars escaped. */
function cell(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, " ").replaceAll("|", "\\|");
}

/** A Markdown table (the form that GitHub and most others read). */
export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map(cell).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join(
    "\n",
  );
}

/** A block of code, fenced by more backticks than the code has in a row. */
export function fence(text: string, language = ""): string {
  const longest = Math.max(
    2,
    ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length),
  );
  const ticks = "`".repeat(longest + 1);
  return `${ticks}${language}\n${text.replace(/\n$/, "")}\n${ticks}`;
}

/** A list; a text of several lines keeps to its item. */
export function list(items: readonly string[]): string {
  return items.map((item) => `- ${item.replaceAll("\n", "\n  ")}`).join("\n");
}

/** Blocks with a blank line between them; empty ones are left out. */
export function blocks(...parts: readonly (string | undefined)[]): string {
  return parts
    .map((part) => part?.trim() ?? "")
    .filter((part) => part !== "")
    .join("\n\n");
}

/** A link. */
export function linkTo({
  title,
  url,
}: {
  readonly title: string;
  readonly url: string;
}): string {
  return `[${title.replaceAll(/[[\]]/g, "\\$&")}](${url})`;
}
