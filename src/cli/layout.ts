/** Text in lines of at most `width` columns, each with `indent` before it; a longer word has a line of its own. */
export function wrap(text: string, indent = "", width = 80): string {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/).filter((one) => one !== "")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && indent.length + longer.length > width) {
      lines.push(indent + line);
      line = word;
    } else line = longer;
  }
  if (line !== "") lines.push(indent + line);
  return lines.map((one) => `${one}\n`).join("");
}

/** The text as one item of a list. */
export function item(text: string): string {
  return `-${wrap(text, "  ").slice(1)}`;
}

/** Rows in aligned columns; the last column is as wide as it needs. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows)
    for (const [index, cell] of row.entries())
      widths[index] = Math.max(widths[index] ?? 0, cell.length);
  return rows
    .map((row) => {
      const cells = row.map((cell, index) => cell.padEnd(widths[index] ?? 0));
      return `${cells.join("  ").trimEnd()}\n`;
    })
    .join("");
}
