import type {
  EventKind,
  HistoryMark,
  Role,
} from "../../catalog/schema/index.ts";

type Letter = "h" | "c" | "b";

function letter(mark: HistoryMark): Letter | undefined {
  return (["h", "c", "b"] as const).find((one) => one === mark.toLowerCase());
}

/** Whether the result was another than the manifest expects. */
function isContrary(mark: HistoryMark): boolean {
  return mark !== mark.toLowerCase();
}

/**
 * What a change is called; nothing where it is none that a reader must be told of. `fresh`: the versions are new here,
 * and `from` is what the version before came to. A toolchain that begins to refuse a hazard’s build has not fixed it.
 */
export function classify(
  role: Role,
  from: HistoryMark,
  to: HistoryMark,
  fresh: boolean,
): EventKind | undefined {
  const [before, after] = [letter(from), letter(to)];
  if (before === undefined || after === undefined) return undefined;
  if (before === after) {
    if (fresh && role === "hazard" && after === "h") return "affected";
    return isContrary(to) && !isContrary(from) ? "contradicted" : undefined;
  }
  if (role === "hazard") {
    if (after === "h") return "relapsed";
    if (before === "h" && after === "c") return "fixed";
  }
  if (role === "workaround") {
    if (before === "c") return "workaround-broken";
    if (after === "c") return "workaround-restored";
  }
  return "contradicted";
}
