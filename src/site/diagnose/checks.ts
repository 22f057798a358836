import type { FileKind } from "./file-kind.ts";

/** A hazard's own check of a reader's file. */
export interface Check {
  readonly code: string;
  readonly title: string;
  /** Where the page has it. */
  readonly url: string;
  /** Kinds of file that the hazard can be in. */
  readonly kinds: readonly string[];
}

/** The file is this site's own, made from its catalogue: a look at its outside is enough. */
function isChecks(value: unknown): value is Check[] {
  return Array.isArray(value);
}

/** Loads the checks for one kind of file. Throws where the site was built without them. */
export async function loadChecks(
  base: string,
  kind: FileKind,
): Promise<Check[]> {
  const response = await fetch(`${base}search/checks.json`);
  const checks: unknown = await response.json();
  if (!isChecks(checks)) throw new Error("checks.json is not a list of checks");
  return checks.filter(({ kinds }) => kinds.includes(kind));
}
