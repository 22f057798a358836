import type { Knowledge } from "../../catalog/schema/signature.ts";
import { signsOf, type Sign, type Signs } from "../signs.ts";
import { extractors } from "./facts/table.ts";
import { automaton, type Automaton } from "./match/automaton.ts";

/** A text signature with what must stand on the same line. */
export interface TextSign {
  sign: Sign;
  with: string[];
}

/** Knowledge made ready for reading logs: one automaton over every text and every extractor’s triggers. */
export interface Compiled extends Signs {
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

/** Compiles `knowledge`. Do it once; the result can read any number of logs. */
export function compile(knowledge: Knowledge): Compiled {
  const known = signsOf(knowledge);
  const literals = new Map<string, number>();
  const texts: (TextSign[] | undefined)[] = [];
  const triggers: (Trigger[] | undefined)[] = [];
  const literal = (text: string): number => {
    // As the automaton folds: a Cyrillic word with a capital is another literal.
    const key = text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
    const place = literals.get(key);
    if (place !== undefined) return place;
    literals.set(key, literals.size);
    return literals.size - 1;
  };
  for (const sign of known.signs) {
    const { match } = sign.signature;
    if (!("text" in match)) continue;
    const companions = (match.with ?? []).map((text) => text.toLowerCase());
    for (const text of match.text)
      (texts[literal(text)] ??= []).push({ sign, with: companions });
  }
  for (const [index, { triggers: waitedFor }] of extractors.entries())
    for (const text of waitedFor)
      (triggers[literal(text)] ??= []).push({ extractor: index, text });
  return {
    ...known,
    automaton: automaton([...literals.keys()]),
    texts,
    triggers,
  };
}
