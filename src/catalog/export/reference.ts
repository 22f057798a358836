import { jsonSchema, type Format, type JsonSchema } from "./schemas.ts";

/** One field of a format, as the reference page lists it. */
export interface ReferenceRow {
  /** Such as `workarounds[].snippet.region`; `<name>` stands for a key that the writer chooses. */
  readonly field: string;
  /** Such as `text`, `list of text`, `open | fixed`. */
  readonly type: string;
  readonly required: boolean;
  /** Where the field belongs to some forms of its parent alone: those, such as `evidence: reported`. */
  readonly when: readonly string[];
  /** The value that counts where the field is left out, as JSON. */
  readonly fallback: string | undefined;
  readonly description: string;
}

/** Every field of a format, parents before their parts. */
export function referenceRows(format: Format): ReferenceRow[] {
  return [...fieldsOf(jsonSchema(format), "", [])];
}

/** The fields of all forms of one object; a field that every form has belongs to no form in particular. */
function combine(options: readonly ReferenceRow[][]): ReferenceRow[] {
  const same = new Map<string, ReferenceRow[]>();
  for (const one of options.flat())
    same.set(one.field, [...(same.get(one.field) ?? []), one]);
  return [...same].map(([field, rows]) => ({
    field,
    type: distinct(rows.flatMap((one) => one.type.split(" | "))).join(" | "),
    required: rows.every((one) => one.required),
    when:
      rows.length === options.length
        ? []
        : distinct(rows.flatMap((one) => one.when)),
    fallback: rows[0]?.fallback,
    description: distinct(rows.map((one) => one.description)).join(" Or: "),
  }));
}

function distinct(list: readonly string[]): string[] {
  return [...new Set(list)];
}

function* fieldsOf(
  node: JsonSchema,
  path: string,
  when: readonly string[],
): Generator<ReferenceRow> {
  const below = path === "" ? "" : `${path}.`;
  for (const [name, value] of Object.entries(node.properties ?? {})) {
    const child = asObject(value);
    const required = node.required?.includes(name) ?? false;
    const others = when.filter((one) => !one.startsWith(`${name}: `));
    yield row(child, below + name, required, others);
    yield* fieldsOf(child, below + name, []);
  }
  const values = asObject(node.additionalProperties);
  if (Object.keys(values).length > 0) {
    yield row(values, `${below}<name>`, false, when);
    yield* fieldsOf(values, `${below}<name>`, []);
  }
  const items = itemsOf(node);
  if (items !== undefined) yield* fieldsOf(items, `${path}[]`, []);
  yield* combine(
    forms(node).map((option) => [
      ...fieldsOf(option, path, [...when, ...discriminator(option)]),
    ]),
  );
}

function row(
  node: JsonSchema,
  field: string,
  required: boolean,
  when: readonly string[],
): ReferenceRow {
  const { default: fallback, description = "" } = node;
  return {
    field,
    type: typeName(node),
    required: required && fallback === undefined,
    when,
    fallback: fallback === undefined ? undefined : JSON.stringify(fallback),
    description,
  };
}

function asObject(node: JsonSchema | boolean | undefined): JsonSchema {
  return typeof node === "object" ? node : {};
}

function itemsOf(node: JsonSchema): JsonSchema | undefined {
  const [items] = [node.items].flat();
  return items === undefined ? undefined : asObject(items);
}

function forms(node: JsonSchema): JsonSchema[] {
  return [...(node.anyOf ?? []), ...(node.oneOf ?? [])].map(asObject);
}

/** The field whose fixed value tells this form from the others. */
function discriminator(option: JsonSchema): string[] {
  return Object.entries(option.properties ?? {}).flatMap(([name, value]) => {
    const fixed = asObject(value).const;
    return fixed === undefined ? [] : [`${name}: ${String(fixed)}`];
  });
}

const words: Readonly<Record<string, string>> = {
  string: "text",
  integer: "whole number",
  boolean: "true | false",
};

/** A type in a reader’s words. */
function typeName(node: JsonSchema): string {
  if (node.const !== undefined) return JSON.stringify(node.const);
  if (node.enum !== undefined) return node.enum.map(String).join(" | ");
  const options = forms(node);
  if (options.length > 0)
    return [...new Set(options.map(typeName))].join(" | ");
  if (node.type === "array") return `list of ${typeName(itemsOf(node) ?? {})}`;
  if (node.type === "object" && node.properties === undefined)
    return `map of name to ${typeName(asObject(node.additionalProperties))}`;
  if (node.format === "date") return "date";
  if (node.format === "date-time") return "date and time";
  if (node.format === "uri") return "address";
  const type = [node.type ?? "any value"].flat().join(" | ");
  return words[type] ?? type;
}
