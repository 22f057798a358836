/** What `/reference/` says of `/api/v1/`: fields are not removed or renamed, none changes its type; fields may be added. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { apiFormats, apiSchema } from "../../src/catalog/export/api.ts";
import { repository } from "../cli/run.ts";
import { fieldsOf } from "./fields.ts";

const file = "tests/exports/api-v1.txt";

type Fields = ReadonlyMap<string, string>;

function parse(text: string): Fields {
  const lines = text.split("\n").filter((line) => line.startsWith("/api/v1/"));
  return new Map(
    lines.map((line) => {
      const colon = line.lastIndexOf(": ");
      return [line.slice(0, colon), line.slice(colon + 2)];
    }),
  );
}

function published(): Fields {
  return new Map(
    apiFormats.flatMap((format) =>
      [...fieldsOf(apiSchema(format))].map(
        ([path, types]) =>
          [
            `${format.address} ${path.replace(/^\./, "") || "(the document)"}`,
            types,
          ] as const,
      ),
    ),
  );
}

/** What a program that reads the promised fields would meet and not expect. */
function broken(promised: Fields, today: Fields): string[] {
  return [...promised].flatMap(([path, types]) => {
    const now = today.get(path);
    if (now === undefined) return [`${path}: ${types}; it is gone`];
    const expected = new Set(types.split(" "));
    return now.split(" ").every((type) => expected.has(type))
      ? []
      : [`${path}: ${types}; it is ${now} now`];
  });
}

const promised = parse(readFileSync(join(repository, file), "utf8"));

test("every field of /api/v1/ that was ever published is still there, with its type", () => {
  expect(promised.size).toBeGreaterThan(300);
  expect(broken(promised, published())).toEqual([]);
});

test(`every field of /api/v1/ is promised from its first day: ${file} has it`, () => {
  const unsaid = [...published()].filter(([path]) => !promised.has(path));
  expect(unsaid.map(([path, types]) => `${path}: ${types}`)).toEqual([]);
});

test("a field that is removed, renamed, left out at times, or of another type, breaks the promise; one that is added does not", () => {
  const a = { type: "string" };
  const b = { type: "array", items: { type: "integer" } };
  const c = { anyOf: [{ type: "string" }, { type: "null" }] };
  const all = ["a", "b", "c"];
  const fields = (properties: object, required: string[]) =>
    fieldsOf({ type: "object", properties, required });
  const before = fields({ a, b, c }, all);
  const after = (properties: object, required: string[]) =>
    broken(before, fields(properties, required));
  expect(after({ a, b, c, d: { type: "null" } }, [...all, "d"])).toEqual([]);
  // Who expects text or nothing can read text.
  expect(after({ a, b, c: { type: "string" } }, all)).toEqual([]);
  expect(after({ a, b }, ["a", "b"])).toEqual([".c: null string; it is gone"]);
  expect(after({ a, b, c }, ["a", "b"])).toEqual([
    ".c: null string; it is null string optional now",
  ]);
  expect(after({ a: c, b, c }, all)).toEqual([
    ".a: string; it is null string now",
  ]);
  expect(after({ a, b: { type: "array", items: a }, c }, all)).toEqual([
    ".b[]: integer; it is string now",
  ]);
});
