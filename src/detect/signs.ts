import type {
  FactKind,
  HazardSignatures,
  Knowledge,
  Signature,
  SymptomSignatures,
} from "../catalog/schema/signature.ts";

/** A signature of the knowledge, ready to match. */
export interface Sign {
  /** Its place in {@link Signs.signs}. */
  index: number;
  signature: Signature;
  /** Whether it belongs to one crash or to the whole log. */
  scope: "crash" | "log";
}

/** Every signature that is known, by page and by the kind of fact that it waits for. */
export interface Signs {
  knowledge: Knowledge;
  signs: Sign[];
  /** Each page’s signatures by their ids. */
  ids: ReadonlyMap<HazardSignatures | SymptomSignatures, Map<string, Sign>>;
  facts: ReadonlyMap<FactKind, Sign[]>;
}

const ofTheCrash: ReadonlySet<FactKind> = new Set([
  "trap",
  "signal",
  "exit",
  "access",
  "address",
  "top-frame",
]);

/** Arranges `knowledge` for judging. */
export function signsOf(knowledge: Knowledge): Signs {
  const signs: Sign[] = [];
  const ids = new Map<
    HazardSignatures | SymptomSignatures,
    Map<string, Sign>
  >();
  const facts = new Map<FactKind, Sign[]>();
  for (const page of [...knowledge.hazards, ...knowledge.symptoms]) {
    const byId = new Map<string, Sign>();
    ids.set(page.signs, byId);
    for (const signature of page.signs.signatures) {
      const scope = scopeOf(signature);
      const sign: Sign = { index: signs.length, signature, scope };
      signs.push(sign);
      byId.set(signature.id, sign);
      const { match } = signature;
      if ("text" in match) continue;
      const list = facts.get(match.fact);
      if (list === undefined) facts.set(match.fact, [sign]);
      else list.push(sign);
    }
  }
  return { knowledge, signs, ids, facts };
}

function scopeOf({ scope, match }: Signature): "crash" | "log" {
  if (scope !== undefined) return scope;
  return "text" in match || ofTheCrash.has(match.fact) ? "crash" : "log";
}

/** The signs that a fact with this value is. */
export function meant({ facts }: Signs, kind: FactKind, value: string): Sign[] {
  return (facts.get(kind) ?? []).filter(({ signature: { match } }) => {
    if ("text" in match || "of" in match) return false;
    if ("is" in match && match.is !== undefined && !match.is.includes(value))
      return false;
    return (
      !("has" in match) ||
      match.has === undefined ||
      match.has.some((part) => value.toLowerCase().includes(part.toLowerCase()))
    );
  });
}
