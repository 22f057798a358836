import { glob, readFile } from "node:fs/promises";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { z } from "zod";
import { apiFormats, apiSchema } from "../../src/catalog/export/api.ts";
import {
  hazardDetail,
  hazardSummaries,
} from "../../src/catalog/export/hazard.ts";
import { osvRecord } from "../../src/catalog/export/osv.ts";
import { chain } from "../../src/catalog/history/chain.ts";
import { exportHistory } from "../../src/catalog/export/history.ts";
import { formats, jsonSchema } from "../../src/catalog/export/schemas.ts";
import { parseHistory } from "../../src/catalog/history/history.ts";
import { loadCatalogue } from "../../src/catalog/read/load.ts";
import {
  knowledgeOf,
  loadSignatures,
} from "../../src/catalog/read/signatures.ts";
import {
  edit,
  hazardFile,
  makeCatalogue,
  put,
  record,
  slug,
  verdictFile,
} from "../catalog/fixture.ts";
import { repository } from "../cli/run.ts";
import { inCi, osvPackage } from "./validators.ts";

const address = (path: string) => `https://site.example${path}`;

function validator(schema: object) {
  const ajv = new Ajv2020({
    strict: false,
    validateFormats: false,
    allErrors: true,
  });
  const accepts = ajv.compile(schema);
  return (value: unknown) =>
    accepts(value) ? "" : ajv.errorsText(accepts.errors);
}

const nights = chain(undefined, [
  { schemaVersion: 1, repro: slug },
  { cells: ["bit-test cc=debian", "gone cc=debian"] },
  {
    expected: { "bit-test": "0123456789ab" },
    how: "first",
    at: "2026-01-03T04:05:06Z",
    commit: null,
  },
  {
    at: "2026-01-03T04:05:06Z",
    commit: "0123456",
    sources: "0123456789ab",
    seen: "c-",
    again: { 0: "Cc" },
  },
  { cells: ["hazard cc=debian"] },
  {
    at: "2026-01-04T04:05:06Z",
    commit: null,
    sources: "0123456789ab",
    seen: "-uh",
  },
]);

/** The documents that the fixture gives, by the name of their format; what is shown of files alone, `tests/site/` has. */
async function documents(root: string): Promise<Record<string, object>> {
  const catalogue = await loadCatalogue(root);
  const entry = catalogue.hazards.get(slug);
  if (entry === undefined) throw new Error("the fixture has no hazard");
  const verdict = catalogue.verdicts.get(slug)?.data;
  const signed = await loadCatalogue(repository);
  return {
    "api-history": {
      schemaVersion: 1,
      ...exportHistory(parseHistory(slug, nights), verdict),
    },
    "api-signatures": {
      schemaVersion: 1,
      ...knowledgeOf(signed, await loadSignatures(repository)),
    },
    "api-events": { schemaVersion: 1, events: catalogue.events },
    "api-hazards": { schemaVersion: 1, hazards: hazardSummaries(catalogue) },
    "api-hazard": {
      schemaVersion: 1,
      ...(await hazardDetail(catalogue, entry)),
      reproducer: null,
      verdict: verdict ?? null,
      mutants: catalogue.mutants.get(slug)?.data.mutants ?? [],
    },
  };
}

test("the API’s documents fit their published schemas, and name no field that the schemas do not", async () => {
  const made = await documents(await makeCatalogue());
  for (const format of apiFormats) {
    const document = made[format.name];
    if (document === undefined) continue;
    expect(validator(apiSchema(format))(document), format.name).toBe("");
    const strict = format.schema.safeParse(document);
    expect(
      strict.success ? "" : z.prettifyError(strict.error),
      format.name,
    ).toBe("");
  }
});

test("a schema refuses a document that lost or changed a field, and lets a new one through", async () => {
  const made = await documents(await makeCatalogue());
  for (const format of apiFormats) {
    const document = made[format.name];
    if (document === undefined) continue;
    const problems = validator(apiSchema(format));
    expect(problems({ ...document, later: 1 })).toBe("");
    for (const key of Object.keys(document)) {
      const rest = Object.fromEntries(
        Object.entries(document).filter(([name]) => name !== key),
      );
      expect(problems(rest), `${format.name} without ${key}`).not.toBe("");
      expect(
        problems({ ...document, [key]: { not: "this" } }),
        `${format.name} ${key}`,
      ).not.toBe("");
    }
  }
});

test("a history as the API has it has a letter for every run, and leads to the logs that there are", async () => {
  const catalogue = await loadCatalogue(await makeCatalogue());
  const verdict = catalogue.verdicts.get(slug)?.data;
  const {
    cells,
    nights: seen,
    expectations,
  } = exportHistory(parseHistory(slug, nights), verdict);
  expect(cells).toEqual([
    {
      name: "bit-test cc=debian",
      log: `/logs/${slug}/#bit-test,cc=debian`,
    },
    { name: "gone cc=debian", log: null },
    { name: "hazard cc=debian", log: `/logs/${slug}/#hazard,cc=debian` },
  ]);
  expect(seen.map((night) => night.seen)).toEqual([
    ["cCc", ""],
    ["", "u", "h"],
  ]);
  expect(expectations).toEqual([
    {
      at: "2026-01-03T04:05:06Z",
      commit: null,
      how: "first",
      cases: ["bit-test"],
    },
  ]);
});

/** What programs write into the repository, each with the published schema of its lines or of the whole. */
const written = [
  { name: "verdict", files: "content/verdicts/*.json", lines: false },
  { name: "machine", files: "content/machines/*.json", lines: false },
  { name: "history-end", files: "content/ends/*.json", lines: false },
  { name: "discovered", files: "repros/discovered.json", lines: false },
  { name: "history", files: "content/history/*.jsonl", lines: true },
  { name: "event", files: "content/events/*.jsonl", lines: true },
];

test.each(written)(
  "every $files of the repository fits /schema/$name.json",
  async ({ name, files, lines }) => {
    const format = formats.find((one) => one.name === name);
    if (format === undefined) throw new Error(`no format ${name}`);
    const problems = validator(jsonSchema(format));
    for await (const file of glob(files, { cwd: repository })) {
      const text = await readFile(join(repository, file), "utf8");
      for (const [index, one] of (lines
        ? text.trim().split("\n")
        : [text]
      ).entries())
        expect(problems(JSON.parse(one)), `${file}:${index + 1}`).toBe("");
    }
    expect(problems({ schemaVersion: 1 })).not.toBe("");
  },
);

const pip = `schemaVersion: 1
tools:
  cc:
    title: a compiler from PyPI
    env: CC
    version: { args: [--version] }
    source: pip
    package: some-compiler
    executable: bin/cc
    versions:
      "debian": { release: 1.2.post1, bytes: 1, sha256: { linux-x86_64: "${"0".repeat(64)}" } }
`;

async function osvOf(root: string) {
  const catalogue = await loadCatalogue(root);
  const entry = catalogue.hazards.get(slug);
  if (entry === undefined) throw new Error("the fixture has no hazard");
  return osvRecord(catalogue, entry, address);
}

test("OSV: the ranges of a packaged tool, and the versions that showed it, by the package’s own names", async () => {
  const root = await makeCatalogue();
  // Of a tool from the distribution nothing fits.
  expect((await osvOf(root)).affected).toEqual([]);
  await put(root, "repros/toolchains.yaml", pip);
  const whole = await osvOf(root);
  const affected = {
    package: {
      ecosystem: "PyPI",
      name: "some-compiler",
      purl: "pkg:pypi/some-compiler",
    },
    ranges: [
      {
        type: "ECOSYSTEM",
        events: [{ introduced: "1.2.post1" }, { last_affected: "1.2.post1" }],
      },
    ],
    versions: ["1.2.post1"],
    database_specific: { unknown: ["any other version"] },
  };
  expect(whole.affected).toEqual([affected]);
  expect(whole.modified).toBe("2026-01-03T04:05:06Z");
  expect(whole.database_specific.measured).toEqual([
    { tool: "gcc", versions: ["12.2.0"] },
  ]);
  await edit(root, verdictFile, '"outcome":"hazard"', '"outcome":"clean"');
  expect((await osvOf(root)).affected).toEqual([]);
  await record(root);
  await edit(
    root,
    hazardFile,
    "ranges: [{ introduced: unknown }]",
    'conditions: { flags: [-O2] }, ranges: [{ introduced: "11.3.0", fixed: "12.4.0" }]',
  );
  expect((await osvOf(root)).affected).toEqual([
    {
      ...affected,
      ranges: [
        {
          type: "ECOSYSTEM",
          events: [{ introduced: "11.3.0" }, { fixed: "12.4.0" }],
        },
      ],
      database_specific: { conditions: "with -O2" },
    },
  ]);
  // What nobody measured between two versions is not called affected.
  await edit(
    root,
    hazardFile,
    'fixed: "12.4.0"',
    'lastAffected: "12.2.0", fixed: "12.4.0"',
  );
  expect((await osvOf(root)).affected[0]?.ranges[0]?.events).toEqual([
    { introduced: "11.3.0" },
    { last_affected: "1.2.post1" },
  ]);
});

const osv = await osvPackage();

test.skipIf("missing" in osv && !inCi)(
  `OSV: a record fits the OSV project’s own JSON Schema${"missing" in osv ? ` (not to be had: ${osv.missing.slice(0, 200)})` : ""}`,
  async () => {
    if ("missing" in osv) throw new Error(osv.missing);
    const file = join(osv.folder, "osv/osv-schema/validation/schema.json");
    const text = await readFile(file, "utf8");
    // OSV 1.6.7 knows registered databases alone; since then `x_` begins the identifiers of all others.
    const own = text.replace('"^(ASB-A|', '"^(x_misbuilt|ASB-A|');
    expect(own).not.toBe(text);
    const problems = validator(z.looseObject({}).parse(JSON.parse(own)));

    const root = await makeCatalogue();
    expect(problems(await osvOf(root))).toBe("");
    const ours = await loadCatalogue(repository);
    for (const entry of ours.hazards.values())
      expect(problems(osvRecord(ours, entry, address)), entry.slug).toBe("");
    await put(root, "repros/toolchains.yaml", pip);
    await edit(root, hazardFile, "status: by-design", "status: withdrawn");
    const record = await osvOf(root);
    expect(record.affected).toHaveLength(1);
    expect(record.withdrawn).toBe("2026-01-02T00:00:00Z");
    expect(problems(record)).toBe("");

    expect(
      problems({ ...record, id: record.database_specific.code }),
    ).toContain("pattern");
    expect(problems({ ...record, modified: "2026-01-02" })).toContain(
      "pattern",
    );
    expect(problems({ ...record, code: "MB0001" })).toContain("additional");
    expect(
      problems({
        ...record,
        references: [{ type: "ISSUE", url: "https://a.example" }],
      }),
    ).toContain("allowed values");
    expect(
      problems({
        ...record,
        affected: [{ package: { ecosystem: "Zig", name: "zig" } }],
      }),
    ).toContain("pattern");
  },
);
