import { z } from "zod";

/** What JSON Schema's keywords say about a value's shape, as far as the API's schemas use them. */
interface Shape {
  readonly type?: string | undefined;
  readonly properties?: Readonly<Record<string, Shape>> | undefined;
  readonly required?: readonly string[] | undefined;
  readonly items?: Shape | undefined;
  readonly additionalProperties?: Shape | undefined;
  readonly anyOf?: readonly Shape[] | undefined;
  readonly oneOf?: readonly Shape[] | undefined;
  readonly $ref?: string | undefined;
}

const shape: z.ZodType<Shape> = z.lazy(() =>
  z.looseObject({
    type: z.string().optional(),
    properties: z.record(z.string(), shape).optional(),
    required: z.array(z.string()).optional(),
    items: shape.optional(),
    additionalProperties: shape.optional(),
    anyOf: z.array(shape).optional(),
    oneOf: z.array(shape).optional(),
    $ref: z.string().optional(),
  }),
);
const definitions = z.looseObject({
  $defs: z.record(z.string(), shape).default({}),
});

/**
 * The fields that a JSON Schema describes, by their path, such as `hazards[].code`: the types that each may have, sorted;
 * `optional` where it may be missing. What a record's keys lead to is `path{}`. Throws at a keyword that it does not know
 * where a type should be.
 */
export function fieldsOf(schema: object): Map<string, string> {
  const { $defs } = definitions.parse(schema);
  const found = new Map<string, { types: Set<string>; optional: boolean }>();
  const add = (path: string, type: string, optional: boolean): void => {
    const known = found.get(path) ?? { types: new Set(), optional: false };
    known.types.add(type);
    known.optional ||= optional;
    found.set(path, known);
  };
  /**
   * `within`: the definitions that the path is inside of; one inside itself is not followed. `beside`: what the value may be
   * instead: a field that one of them lacks is optional.
   */
  const visit = (
    path: string,
    one: Shape,
    optional: boolean,
    within: readonly string[],
    beside: readonly Shape[] = [],
  ): void => {
    if (one.$ref !== undefined) {
      const target = $defs[one.$ref.replace("#/$defs/", "")];
      if (target === undefined) throw new Error(`${path}: no ${one.$ref}`);
      if (within.includes(one.$ref)) add(path, "nested", optional);
      else visit(path, target, optional, [...within, one.$ref]);
      return;
    }
    const choices = one.anyOf ?? one.oneOf;
    if (choices !== undefined) {
      const objects = choices.filter(({ type }) => type === "object");
      for (const choice of choices)
        visit(path, choice, optional, within, objects);
      return;
    }
    if (one.type === undefined) throw new Error(`${path}: a value of any type`);
    add(path, one.type, optional);
    for (const [name, value] of Object.entries(one.properties ?? {})) {
      const needed = [one, ...beside].every(
        ({ required }) => required?.includes(name) === true,
      );
      visit(`${path}.${name}`, value, !needed, within);
    }
    if (one.items !== undefined) visit(`${path}[]`, one.items, false, within);
    if (one.additionalProperties !== undefined)
      visit(`${path}{}`, one.additionalProperties, true, within);
  };
  visit("", shape.parse(schema), false, []);
  return new Map(
    [...found].map(([path, { types, optional }]) => [
      path,
      [...[...types].sort(), ...(optional ? ["optional"] : [])].join(" "),
    ]),
  );
}
