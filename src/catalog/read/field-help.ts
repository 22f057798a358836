import { z } from "zod";
import type { FieldPath } from "../problem.ts";

/** What a schema says of one field, for the person who got it wrong. */
export interface FieldHelp {
  readonly description: string;
  /** Texts that it may be; none where it is free. */
  readonly values: readonly string[];
  /** The fields that its parent has. */
  readonly siblings: readonly string[];
}

type Node = z.core.JSONSchema.BaseSchema;

/** Looks a field up in its schema. */
export function fieldHelp(schema: z.ZodType, path: FieldPath): FieldHelp {
  const root: Node = z.toJSONSchema(schema, { io: "input" });
  let parents: Node[] = [];
  let nodes: Node[] = forms(root);
  for (const part of path) {
    parents = nodes;
    nodes = nodes.flatMap((node) => children(node, part)).flatMap(forms);
  }
  const described = nodes.map((node) => node.description ?? "");
  return {
    description: described.find((text) => text !== "") ?? "",
    values: distinct(nodes.flatMap(texts)),
    siblings: distinct(
      parents.flatMap((node) => Object.keys(node.properties ?? {})),
    ),
  };
}

/** A node, and the forms that it may take. */
function forms(node: Node): Node[] {
  const options = [...(node.anyOf ?? []), ...(node.oneOf ?? [])];
  return [node, ...options.flatMap(asNode).flatMap(forms)];
}

function children(node: Node, part: string | number): Node[] {
  if (typeof part === "number") return [node.items].flat().flatMap(asNode);
  const child = node.properties?.[part] ?? node.additionalProperties;
  return asNode(child);
}

function asNode(node: Node | boolean | undefined): Node[] {
  return typeof node === "object" ? [node] : [];
}

function texts(node: Node): string[] {
  const values = node.const === undefined ? (node.enum ?? []) : [node.const];
  return values.map(String);
}

function distinct(list: readonly string[]): string[] {
  return [...new Set(list)];
}
