import type { Finding } from "../problem.ts";
import { historyPath } from "./paths.ts";

/** A history’s text is not one, or not the one that was written. The message names the file, the line and the field. */
export class HistoryError extends Error {
  override readonly name = "HistoryError";
  readonly finding: Finding;

  constructor(
    where: { readonly slug: string; readonly line: number | undefined } & Pick<
      Finding,
      "field" | "expected" | "found"
    > & { readonly todo?: string },
  ) {
    const { slug, line, field, expected, found } = where;
    const { todo = "Restore the file with git." } = where;
    const file = historyPath(slug);
    const place = line === undefined ? file : `${file}:${line}`;
    const subject = field === "" ? "" : `${field}: `;
    super(`${place}: ${subject}expected ${expected}, found ${found}. ${todo}`);
    this.finding = { file, line, field, expected, found, todo };
  }
}
