import { z } from "zod";
import type { Locate } from "./document.ts";
import { fieldHelp, type FieldHelp } from "./field-help.ts";
import { didYouMean } from "../nearest.ts";
import { fieldName, type FieldPath, type Finding } from "../problem.ts";

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
    const findings = parsed.error.issues.flatMap(byField).map((issue) => {
      const path = issue.path.map((part) =>
        typeof part === "number" ? part : String(part),
      );
      const help = fieldHelp(schema, path);
      const words = explain(issue, valueAt(value, path), help);
      return { file, field: fieldName(path), line: locate(path), ...words };
    });
    return { ok: false, findings };
  } catch (error) {
    // A value nested so deeply that the schema cannot follow it.
    const found = error instanceof Error ? error.message : String(error);
    const expected = "fields as the schema describes them";
    const todo = "Make the value flatter.";
    return {
      ok: false,
      findings: [{ file, field: "", found, expected, todo }],
    };
  }
}

type Words = Pick<Finding, "expected" | "found" | "todo">;
type Issue = z.core.$ZodIssue;

/**
 * Unknown fields of one object, each as an issue of its own at its own place. Where no form of an object fits, the issues of
 * the form that comes closest.
 */
function byField(issue: Issue): Issue[] {
  if (issue.code === "invalid_union") {
    const [closest = [], next] = [...issue.errors].sort(
      (a, b) => a.length - b.length,
    );
    const sure = next === undefined || closest.length < next.length;
    if (closest.length > 0 && sure && closest.every(({ path }) => path.length))
      return closest.flatMap((one) =>
        byField({ ...one, path: [...issue.path, ...one.path] }),
      );
    return [issue];
  }
  if (issue.code !== "unrecognized_keys") return [issue];
  return issue.keys.map((key) => ({
    ...issue,
    keys: [key],
    path: [...issue.path, key],
  }));
}

/** An issue of the schema library in the three parts of a problem. */
function explain(issue: Issue, value: unknown, help: FieldHelp): Words {
  const missing = value === undefined;
  const found = missing ? "it is missing" : `found ${show(value)}`;
  const todo = missing ? "Add it." : "Correct it.";
  const meaning = help.description.replace(/\.$/, "");
  const because = meaning === "" ? "" : ` (${meaning})`;
  switch (issue.code) {
    case "unrecognized_keys": {
      const [key = ""] = issue.keys;
      const near = didYouMean(key, help.siblings).trim();
      return {
        found: "there is no such field",
        expected: `one of ${help.siblings.join(", ")}`,
        todo: near === "" ? "Remove it." : near,
      };
    }
    case "invalid_union":
    case "invalid_value": {
      const near =
        typeof value === "string" ? didYouMean(value, help.values).trim() : "";
      return {
        found,
        expected:
          help.values.length === 0
            ? `another form${because}`
            : `${help.values.length === 1 ? "" : "one of "}${help.values.join(", ")}`,
        todo: near === "" ? todo : near,
      };
    }
    case "invalid_type":
      return {
        found,
        expected: (kinds[issue.expected] ?? issue.expected) + because,
        todo:
          issue.expected === "string" && typeof value === "number"
            ? `Quote it: "${value}".`
            : todo,
      };
    case "too_big":
      return {
        found,
        expected: `at most ${amount(issue.maximum, issue.origin)}`,
        todo: isNumber(issue.origin) ? "Correct it." : "Make it shorter.",
      };
    case "too_small":
      return {
        found,
        expected: `${issue.inclusive === false ? "more than" : "at least"} ${amount(issue.minimum, issue.origin)}${because}`,
        todo: isNumber(issue.origin) ? "Correct it." : "Add what is missing.",
      };
    default: {
      const [, ours] = /^expected (.+)$/.exec(issue.message) ?? [];
      const expected = ours ?? (lowerFirst(meaning) || issue.message);
      return { found, expected, todo };
    }
  }
}

const kinds: Readonly<Record<string, string>> = {
  string: "text",
  array: "a list",
  object: "fields",
  record: "named fields",
  boolean: "true or false",
  number: "a number",
  int: "a whole number",
};

function isNumber(origin: string): boolean {
  return ["number", "int", "bigint"].includes(origin);
}

/** `120 characters`, `1 entry`, `3`. */
function amount(limit: number | bigint, origin: string): string {
  const [one, many] =
    origin === "string"
      ? [" character", " characters"]
      : origin === "array"
        ? [" entry", " entries"]
        : ["", ""];
  return `${String(limit)}${limit === 1 ? one : many}`;
}

function lowerFirst(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1);
}

function show(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
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
