import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { splitPage } from "../../src/catalog/read/document.ts";
import {
  hazardDetail,
  hazardSummaries,
} from "../../src/catalog/export/hazard.ts";
import { referenceRows } from "../../src/catalog/export/reference.ts";
import { formats, jsonSchema } from "../../src/catalog/export/schemas.ts";
import { loadCatalogue } from "../../src/catalog/read/load.ts";
import {
  edit,
  hazardFile,
  makeCatalogue,
  reproFile,
  slug,
  symptomFile,
  verdictFile,
} from "./fixture.ts";

const repository = join(import.meta.dirname, "../..");

async function frontMatter(root: string, path: string): Promise<unknown> {
  const page = splitPage(await readFile(join(root, path), "utf8"));
  const data: unknown = parse(page?.frontMatter ?? "");
  return data;
}

async function yaml(root: string, path: string): Promise<unknown> {
  const data: unknown = parse(await readFile(join(root, path), "utf8"));
  return data;
}

test("the published JSON Schemas accept the files of a sound catalogue and refuse a changed one", async () => {
  const root = await makeCatalogue();
  const samples: Record<string, unknown> = {
    hazard: await frontMatter(root, hazardFile),
    symptom: await frontMatter(root, symptomFile),
    repro: await yaml(root, reproFile),
    verdict: await yaml(root, verdictFile),
    machine: { cpu: "a CPU", kernel: "6.1", os: "Debian" },
    "history-end": {
      schemaVersion: 1,
      repro: slug,
      lines: 3,
      last: "0123456789abcdef",
    },
    toolchains: await yaml(root, "repros/toolchains.yaml"),
    "hazard-signatures": await yaml(
      repository,
      "content/hazards/zig-macho-tls-misalignment.signatures.yaml",
    ),
    "symptom-signatures": await yaml(
      repository,
      "content/symptoms/exc-i386-gpflt.signatures.yaml",
    ),
    discovered: {
      schemaVersion: 1,
      tools: { zig: { "0.18.0": { firstSeen: "2026-01-03T04:05:06Z" } } },
    },
    event: {
      id: "0123456789abcdef",
      date: "2026-01-03T04:05:06Z",
      kind: "fixed",
      repro: slug,
      hazard: slug,
      case: "hazard",
      role: "hazard",
      tools: { cc: "debian" },
      params: {},
      before: null,
      after: {
        tools: { cc: "debian" },
        outcome: "clean",
        at: "2026-01-03T04:05:06Z",
        commit: null,
        log: "",
      },
      summary: "Fixed in cc debian.",
    },
    history: {
      before: "0123456789abcdef",
      at: "2026-01-03T04:05:06Z",
      commit: null,
      sources: "0".repeat(12),
      seen: "h2c",
    },
  };
  for (const format of formats) {
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    const accepts = ajv.compile(jsonSchema(format));
    const sample = samples[format.name];
    expect(accepts(sample), format.name).toBe(true);
    expect(accepts({ ...Object(sample), surprise: 1 }), format.name).toBe(
      false,
    );
  }
});

test("the same schemas come out of every call, byte for byte", () => {
  for (const format of formats)
    expect(JSON.stringify(jsonSchema(format))).toBe(
      JSON.stringify(jsonSchema(format)),
    );
});

test("every named field of every format has a description", () => {
  const silent = formats.flatMap((format) =>
    referenceRows(format)
      .filter((row) => row.description === "" && !row.field.endsWith("<name>"))
      .map((row) => `${format.name} ${row.field}`),
  );
  expect(silent).toEqual([]);
});

test("the reference tells the forms of a claim apart", () => {
  const rows = referenceRows(formats[0]);
  const claims = rows.filter((row) => row.field.startsWith("claims[]."));
  expect(claims.map(({ field, when }) => [field, when])).toEqual([
    ["claims[].evidence", []],
    ["claims[].claim", []],
    ["claims[].repro", ["evidence: reproduced"]],
    ["claims[].case", ["evidence: reproduced"]],
    ["claims[].source", ["evidence: reported"]],
    ["claims[].source.title", []],
    ["claims[].source.url", []],
    ["claims[].read", ["evidence: reported"]],
    ["claims[].reasoning", ["evidence: inferred"]],
  ]);
  expect(claims[0]?.type).toBe('"reproduced" | "reported" | "inferred"');
});

test("a hazard’s export has the bytes of its snippet and the outcomes of its cases", async () => {
  const root = await makeCatalogue();
  const catalogue = await loadCatalogue(root);
  const entry = catalogue.hazards.get(slug);
  if (entry === undefined) throw new Error("the fixture has no hazard");
  const detail = await hazardDetail(catalogue, entry);
  const source = await readFile(join(root, `repros/${slug}/victim.c`), "utf8");
  const [fix] = detail.workarounds;
  const text = fix !== undefined && "snippet" in fix ? fix.snippet.text : "";
  expect(text).toMatch(/^#include <stdint.h>\n[\s\S]+\n}\n$/);
  expect(source).toContain(
    `/* misbuilt:region bit-test */\n${text}/* misbuilt:endregion bit-test */\n`,
  );
  expect(fix?.snippets).toEqual([
    {
      language: "C",
      file: `repros/${slug}/victim.c`,
      region: "bit-test",
      copyTo: "one C source file",
      case: "bit-test",
      text,
    },
  ]);
  expect(detail.verification).toBe("verified");
  expect(
    detail.cases.map(({ id, outcomes, ok }) => [id, outcomes, ok]),
  ).toEqual([
    ["hazard", { hazard: 1 }, true],
    ["bit-test", { clean: 1 }, true],
    ["self-compare", { hazard: 1 }, true],
    ["no-fast-math", { clean: 1 }, true],
  ]);
});

test("a summary says verified, drift, stale or unverified", async () => {
  const root = await makeCatalogue();
  const state = async () => {
    const [first] = hazardSummaries(await loadCatalogue(root));
    return [first?.verification, first?.lastVerified];
  };
  const day = "2026-01-03T04:05:06Z";
  expect(await state()).toEqual(["verified", day]);
  await edit(root, verdictFile, '"ok":true', '"ok":false');
  expect(await state()).toEqual(["drift", day]);
  await edit(root, `repros/${slug}/victim.c`, "puts", "(void)0; puts");
  expect(await state()).toEqual(["stale", day]);
  await edit(root, verdictFile, '"schemaVersion": 2', '"schemaVersion": 3');
  expect(await state()).toEqual(["unverified", null]);
});
