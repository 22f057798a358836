/**
 * Finds many literals in one pass: Aho and Corasick, "Efficient string matching" (1975). Each character is looked
 * at once whatever the input, so no text can make it slow. ASCII letters match in either case, others as they are.
 */
export interface Automaton {
  /** Calls `hit` with the index of each literal that occurs in `text`; a literal that occurs twice is called twice. */
  scan(text: string, hit: (literal: number) => void): void;
}

const other = 0;
const none: readonly number[] = [];

/** Builds the automaton for `literals`, none of them empty. */
export function automaton(literals: readonly string[]): Automaton {
  const classes = new Uint8Array(65_536);
  let width = 1;
  for (const literal of literals) {
    for (let i = 0; i < literal.length; i++) {
      const code = literal.charCodeAt(i);
      if (classes[lower(code)] === other) {
        if (width > 255) throw new RangeError("too many distinct characters");
        classes[lower(code)] = width++;
      }
      classes[upper(lower(code))] = classes[lower(code)] ?? other;
    }
  }
  const { next, ends, outputs } = build(literals, classes, width);

  return {
    scan(text, hit) {
      let state = 0;
      for (let i = 0; i < text.length; i++) {
        state =
          next[state * width + (classes[text.charCodeAt(i)] ?? other)] ?? 0;
        const set = ends[state] ?? 0;
        if (set !== 0) for (const literal of outputs[set] ?? none) hit(literal);
      }
    },
  };
}

/** The most states that the table can number. */
const mostStates = 65_536;

interface Table {
  readonly next: Uint16Array;
  readonly ends: Uint16Array;
  readonly outputs: readonly (readonly number[])[];
}

/**
 * The transition table. States are numbered by their depth, because a text is nearly always in one of the first: their rows
 * lie side by side, and in two bytes a transition, so that a processor's cache holds them.
 */
function build(
  literals: readonly string[],
  classes: Uint8Array,
  width: number,
): Table {
  const children = [new Map<number, number>()];
  const ending: number[][] = [[]];
  for (const [index, literal] of literals.entries()) {
    let state = 0;
    for (let i = 0; i < literal.length; i++) {
      const edge = classes[literal.charCodeAt(i)] ?? other;
      const child = children[state]?.get(edge) ?? children.length;
      if (child === children.length) {
        children.push(new Map<number, number>());
        ending.push([]);
        children[state]?.set(edge, child);
      }
      state = child;
    }
    ending[state]?.push(index);
  }
  if (children.length > mostStates) throw new RangeError("too many literals");

  const order = [0];
  for (const state of order) order.push(...(children[state]?.values() ?? []));
  const place = new Uint16Array(order.length);
  for (const [at, state] of order.entries()) place[state] = at;

  const next = new Uint16Array(order.length * width);
  const ends = new Uint16Array(order.length);
  const fail = new Uint16Array(order.length);
  // The literals that end in a state: `ends` has the place of their list in `outputs`, of which the first is empty.
  const outputs: (readonly number[])[] = [none];
  for (const [at, state] of order.entries()) {
    const back = fail[at] ?? 0;
    const found = [
      ...(ending[state] ?? none),
      ...(outputs[ends[back] ?? 0] ?? none),
    ];
    if (found.length > 0) ends[at] = outputs.push(found) - 1;
    for (let edge = 0; edge < width; edge++) {
      const child = children[state]?.get(edge);
      const elsewhere = at === 0 ? 0 : (next[back * width + edge] ?? 0);
      next[at * width + edge] =
        child === undefined ? elsewhere : (place[child] ?? 0);
      if (child !== undefined) fail[place[child] ?? 0] = elsewhere;
    }
  }
  return { next, ends, outputs };
}

function lower(code: number): number {
  return code >= 65 && code <= 90 ? code + 32 : code;
}

function upper(code: number): number {
  return code >= 97 && code <= 122 ? code - 32 : code;
}
