/** Makes the columns of `table[data-sortable]` sortable: a button in each heading, `aria-sort` on the chosen one. */
for (const table of document.querySelectorAll<HTMLTableElement>(
  "table[data-sortable]",
)) {
  const body = table.tBodies[0];
  const heads = [...(table.tHead?.rows[0]?.cells ?? [])];
  if (body === undefined) continue;
  for (const [column, head] of heads.entries()) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") !== "ascending";
      for (const other of heads) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "ascending" : "descending");
      const key = (row: HTMLTableRowElement) =>
        row.cells[column]?.dataset["key"] ??
        row.cells[column]?.textContent ??
        "";
      const rows = [...body.rows].sort(
        (a, b) =>
          (down ? 1 : -1) *
          key(a).localeCompare(key(b), "en", { numeric: true }),
      );
      body.append(...rows);
    });
  }
}
