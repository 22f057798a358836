import { z } from "zod";
import type { Locate } from "./document.ts";
import { didYouMean } from "./nearest.ts";
import { fieldName, type FieldPath, type Finding } from "./problem.ts";

/** A value as its schema types it, or a finding for each field that does not fit. */
export type Conformed<Data> =
  { ok: true; data: Data } | { ok: false; findings: Finding[] };

/** Holds `value` against its schema. */
export function conform<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  file: string,
  locate: Locate,
): Conformed<z.output<Schema>> {
  try {
    const parsed = schema.safeParse(value);
    if (parsed.success) return { ok: true, data: parsed.data };
    const findings = parsed.error.issues.map((issue) => {
      const path = fieldPath(issue.path);
      const words = explain(issue, valueAt(value, path));
      return { file, field: fieldName(path), line: locate(path), ...words };
    });
    return { ok: false, findings };
  } catch (error) {
    // A value nested so deeply that the schema cannot follow it.
    const found = error instanceof Error ? error.message : String(error);
    return {
      ok: false,
      findings: [
        {
          file,
          field: "",
          found,
          expected: "fields as the schema describes them",
          todo: "Make the value flatter.",
        },
      ],
    };
  }
}

type Words = Pick<Finding, "expected" | "found" | "todo">;
type Issue = z.core.$ZodIssue;

/** An issue of the schema library in the three parts of a problem. */
function explain(issue: Issue, value: unknown): Words {
  const found = value === undefined ? "it is missing" : `found ${show(value)}`;
  const correct =
    value === undefined ? "Add it." : "Correct the value, or its spelling.";
  switch (issue.code) {
    case "unrecognized_keys":
      return {
        found: `unknown field ${issue.keys.map((key) => `"${key}"`).join(", ")}`,
        expected: "only the fields of the schema",
        todo: "Remove it, or correct its spelling.",
      };
    case "invalid_value": {
      const names = issue.values.map(String);
      const hint = typeof value === "string" ? didYouMean(value, names) : "";
      return {
        found,
        expected:
          names.length === 1 ? (names[0] ?? "") : `one of ${names.join(", ")}`,
        todo: hint === "" ? correct : hint.trim(),
      };
    }
    case "invalid_type":
      return {
        found,
        expected: `${article(issue.expected)} ${issue.expected}`,
        todo:
          issue.expected === "string" && typeof value === "number"
            ? `Quote it: "${value}".`
            : correct,
      };
    case "invalid_union": {
      const options = unionOptions(issue);
      return {
        found,
        expected: options ?? "one of the forms that the schema allows",
        todo: correct,
      };
    }
    case "too_big":
      return {
        found,
        expected: `at most ${String(issue.maximum)}${unit(issue.origin)}`,
        todo: "Make it shorter.",
      };
    case "too_small":
      return {
        found,
        expected: `at least ${String(issue.minimum)}${unit(issue.origin)}`,
        todo: "Add what is missing.",
      };
    default:
      return {
        found,
        expected: issue.message.replace(
          /^(expected|Invalid input: expected|Invalid)\s+/i,
          "",
        ),
        todo: correct,
      };
  }
}

function unionOptions(issue: Issue & { code: "invalid_union" }) {
  const expected = issue.errors
    .flat()
    .map((inner) => explain(inner, undefined).expected);
  return expected.length === 0
    ? undefined
    : [...new Set(expected)].join(", or ");
}

function unit(origin: string): string {
  return origin === "string"
    ? " characters"
    : origin === "array"
      ? " entries"
      : "";
}

function article(word: string): string {
  return /^[aeiou]/.test(word) ? "an" : "a";
}

function show(value: unknown): string {
  const text = typeof value === "string" ? `"${value}"` : JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

function fieldPath(path: readonly PropertyKey[]): FieldPath {
  return path.map((part) => (typeof part === "number" ? part : String(part)));
}

function valueAt(value: unknown, path: FieldPath): unknown {
  let current = value;
  for (const part of path) {
    if (typeof current !== "object" || current === null) return undefined;
    if (!Object.hasOwn(current, part)) return undefined;
    current = Reflect.get(current, part);
  }
  return current;
}
