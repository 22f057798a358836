import {
  measuredSnippets,
  type Hazard,
  type Workaround,
} from "../catalog/schema/index.ts";
import { snippetName } from "../catalog/read/snippet.ts";

/** The workaround of the first screen: the best one that can be pasted, or else the best one. */
export function firstFix({
  workarounds,
}: Pick<Hazard, "workarounds">): Workaround | undefined {
  return (
    workarounds.find(({ snippets }) => snippets.length > 0) ?? workarounds[0]
  );
}

/** The names of all code that a page offers among its fixes: each has its copy hook there. */
export function offeredNames({
  workarounds,
}: Pick<Hazard, "workarounds">): Set<string> {
  return new Set(
    workarounds.flatMap((one) => measuredSnippets(one).map(snippetName)),
  );
}
