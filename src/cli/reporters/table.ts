import { jsonReporter } from "./json.ts";
import type { Reporter } from "./reporter.ts";
import { textReporter } from "./text.ts";

/** Every format in which findings are written, by its name. */
export const reporters = {
  text: textReporter,
  json: jsonReporter,
} as const satisfies Record<string, Reporter>;
