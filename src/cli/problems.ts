import type { Catalogue } from "../catalog/read/load.ts";
import type { Io } from "./command.ts";

/** Says on stderr that some files could not be read, so that a short list is not taken for the whole one. */
export function noteProblems(catalogue: Catalogue, io: Io): void {
  const files = new Set(catalogue.problems.map((problem) => problem.file));
  if (files.size > 0)
    io.err(
      `misbuilt: left out what does not fit its schema: ${[...files].join(", ")}; misbuilt check tells why\n`,
    );
}
