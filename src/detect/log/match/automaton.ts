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
        state = next[state + (classes[text.charCodeAt(i)] ?? 0)] ?? 0;
        const set = ends[state] ?? 0;
        if (set !== 0) for (const literal of outputs[set] ?? none) hit(literal);
      }
    },
  };
}

/** The transition table. States are numbered in steps of `width`, so that a transition is one addition. */
function build(
  literals: readonly string[],
  classes: Uint8Array,
  width: number,
): { next: Int32Array; ends: Int32Array; outputs: (readonly number[])[] } {
  const size = literals.reduce((sum, literal) => sum + literal.length, 1);
  const next = new Int32Array(size * width);
  // The literals that end in a state: `ends` has the place of their list in `outputs`, of which the first is empty.
  const ends = new Int32Array(size * width);
  const outputs: (readonly number[])[] = [none];
  let states = 1;
  for (const [index, literal] of literals.entries()) {
    let state = 0;
    for (let i = 0; i < literal.length; i++) {
      const edge = state + (classes[literal.charCodeAt(i)] ?? other);
      if (next[edge] === 0) next[edge] = width * states++;
      state = next[edge] ?? 0;
    }
    ends[state] = outputs.push([...listAt(state), index]) - 1;
  }

  const fail = new Int32Array(size * width);
  const queue: number[] = [];
  for (let c = 0; c < width; c++) {
    const child = next[c] ?? 0;
    if (child !== 0) queue.push(child);
  }
  for (const state of queue) {
    const back = fail[state] ?? 0;
    const inherited = listAt(back);
    if (inherited.length > 0)
      ends[state] = outputs.push([...listAt(state), ...inherited]) - 1;
    for (let c = 0; c < width; c++) {
      const child = next[state + c] ?? 0;
      if (child === 0) next[state + c] = next[back + c] ?? 0;
      else {
        fail[child] = next[back + c] ?? 0;
        queue.push(child);
      }
    }
  }
  return {
    next: next.slice(0, states * width),
    ends: ends.slice(0, states * width),
    outputs,
  };

  function listAt(state: number): readonly number[] {
    return outputs[ends[state] ?? 0] ?? none;
  }
}

function lower(code: number): number {
  return code >= 65 && code <= 90 ? code + 32 : code;
}

function upper(code: number): number {
  return code >= 97 && code <= 122 ? code - 32 : code;
}
