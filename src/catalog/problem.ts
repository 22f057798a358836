/** Something that is wrong with the catalogue. A person who reads it knows where to go and what to do. */
export interface Problem {
  /** Path in the repository. */
  readonly file: string;
  /** The field, such as `workarounds[0].snippet.region`; empty where the whole file is meant. */
  readonly field: string;
  /** The line in `file`, from 1, where it is known. */
  readonly line?: number | undefined;
  /** What should be there. */
  readonly expected: string;
  /** What is there. */
  readonly found: string;
  /** What to do next, a sentence. */
  readonly todo: string;
  /** The name of the rule that found it. */
  readonly rule: string;
}

/** A problem as a check reports it; the table adds the rule’s name. */
export type Finding = Omit<Problem, "rule">;

/** A field’s path as the schemas count it. */
export type FieldPath = readonly (string | number)[];

/** `["workarounds", 0, "case"]` as `workarounds[0].case`. */
export function fieldName(path: FieldPath): string {
  return path
    .map((part, index) => {
      if (typeof part === "number") return `[${part}]`;
      const name = /^[\w-]+$/.test(part) ? part : JSON.stringify(part);
      return index === 0 ? name : `.${name}`;
    })
    .join("");
}

/** One line for a person, as compilers write them: where, what is there, what should be, what to do. */
export function describeProblem(problem: Problem): string {
  const { file, line, field, found, expected, todo } = problem;
  const where = line === undefined ? file : `${file}:${line}`;
  const subject = field === "" ? "" : ` ${field}`;
  return `${where}${subject}: ${found}; expected ${expected}. ${todo}`;
}

/** By file, then line, then field: the order in which one repairs them. */
export function compareProblems(a: Problem, b: Problem): number {
  return (
    compareText(a.file, b.file) ||
    (a.line ?? 0) - (b.line ?? 0) ||
    compareText(a.field, b.field) ||
    compareText(a.rule, b.rule)
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
