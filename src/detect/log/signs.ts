import type {
  FactKind,
  HazardSignatures,
  Knowledge,
  Signature,
  SymptomSignatures,
} from "../../catalog/schema/signature.ts";
import { automaton, type Automaton } from "./match/automaton.ts";
import { extractors } from "./facts/table.ts";

/** A signature of the knowledge, ready to match. */
export interface Sign {
  /** Its place in {@link Compiled.signs}. */
  index: number;
  signature: Signature;
  /** Whether it belongs to one crash or to the whole log. */
  scope: "crash" | "log";
}

/** A text signature with what must stand on the same line. */
export interface TextSign {
  sign: Sign;
  with: string[];
}

/** Knowledge made ready for reading: one automaton over every text and every extractor’s triggers. */
export interface Compiled {
  knowledge: Knowledge;
  signs: Sign[];
  /** Each page’s signatures by their ids. */
  ids: ReadonlyMap<HazardSignatures | SymptomSignatures, Map<string, Sign>>;
  facts: ReadonlyMap<FactKind, Sign[]>;
  automaton: Automaton;
  /** What a literal of the automaton stands for. */
  texts: (TextSign[] | undefined)[];
  triggers: (Trigger[] | undefined)[];
}

/** A literal that an extractor waits for. */
export interface Trigger {
  /** The extractor’s place in the table. */
  extractor: number;
  /** The literal as the extractor wrote it. */
  text: string;
}

const ofTheLog: ReadonlySet<FactKind> = new Set([
  "tool",
  "version",
  "os",
  "arch",
  "profile",
  "tls-template",
  "merge-section",
]);

/** Compiles `knowledge`. Do it once; the result can read any number of logs. */
export function compile(knowledge: Knowledge): Compiled {
  const signs: Sign[] = [];
  const ids = new Map<
    HazardSignatures | SymptomSignatures,
    Map<string, Sign>
  >();
  const facts = new Map<FactKind, Sign[]>();
  const literals = new Map<string, number>();
  const texts: (TextSign[] | undefined)[] = [];
  const triggers: (Trigger[] | undefined)[] = [];
  const literal = (text: string): number => {
    const key = text.toLowerCase();
    const known = literals.get(key);
    if (known !== undefined) return known;
    literals.set(key, literals.size);
    return literals.size - 1;
  };

  for (const page of [...knowledge.hazards, ...knowledge.symptoms]) {
    const byId = new Map<string, Sign>();
    ids.set(page.signs, byId);
    for (const signature of page.signs.signatures) {
      const sign: Sign = {
        index: signs.length,
        signature,
        scope: scopeOf(signature),
      };
      signs.push(sign);
      byId.set(signature.id, sign);
      const { match } = signature;
      if ("text" in match) {
        const companions = (match.with ?? []).map((text) => text.toLowerCase());
        for (const text of match.text)
          (texts[literal(text)] ??= []).push({ sign, with: companions });
      } else {
        const list = facts.get(match.fact);
        if (list === undefined) facts.set(match.fact, [sign]);
        else list.push(sign);
      }
    }
  }
  for (const [index, { triggers: waitedFor }] of extractors.entries())
    for (const text of waitedFor)
      (triggers[literal(text)] ??= []).push({ extractor: index, text });
  return {
    knowledge,
    signs,
    ids,
    facts,
    automaton: automaton([...literals.keys()]),
    texts,
    triggers,
  };
}

function scopeOf({ scope, match }: Signature): "crash" | "log" {
  if (scope !== undefined) return scope;
  return "fact" in match && ofTheLog.has(match.fact) ? "log" : "crash";
}
