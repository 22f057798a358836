import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { atom, feedEntries } from "../../src/catalog/export/feed.ts";
import { sitemap } from "../../src/catalog/export/sitemap.ts";
import { loadCatalogue } from "../../src/catalog/read/load.ts";
import { event } from "../../src/catalog/schema/index.ts";
import {
  edit,
  hazardFile,
  makeCatalogue,
  put,
  slug,
} from "../catalog/fixture.ts";
import { describeXml, xmlProblems } from "./xmllint.ts";

const address = (path: string) => `https://site.example/base${path}`;

const relapsed = event.parse({
  id: "0123456789abcdef",
  date: "2026-03-04T05:06:07.123Z",
  kind: "relapsed",
  repro: slug,
  hazard: slug,
  case: "hazard",
  role: "hazard",
  tools: { cc: "13" },
  params: {},
  before: null,
  after: {
    tools: { cc: "13" },
    outcome: "hazard",
    at: "2026-03-04T05:06:07Z",
    commit: null,
    log: "",
  },
  summary: "Relapsed in <cc> 13 & \u0000worse",
});

async function problems(text: string, schema: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "misbuilt-xml-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, "x.xml");
  await writeFile(file, text);
  return xmlProblems(file, schema);
}

describeXml("by libxml2 and RELAX NG", () => {
  test("the feed is valid Atom, whatever characters an event has", async () => {
    const catalogue = await loadCatalogue(await makeCatalogue());
    const text = atom(
      feedEntries({ ...catalogue, events: [relapsed] }),
      address,
    );
    expect(await problems(text, "atom.rng")).toBe("");
    expect(await problems(atom([], address), "atom.rng")).toBe("");
  });

  test("a feed without an id, with a loose date or with raw markup is refused", async () => {
    const catalogue = await loadCatalogue(await makeCatalogue());
    const text = atom(
      feedEntries({ ...catalogue, events: [relapsed] }),
      address,
    );
    const broken = [
      text.replace(/<id>.*<\/id>/, ""),
      text.replace(/<updated>.*<\/updated>/, "<updated>2026-03-04</updated>"),
      text.replace("<summary>", "<summary><b>"),
      text.replace('href="https:', 'href="'),
      text.replace("&lt;cc", "<cc"),
    ];
    for (const one of broken) {
      expect(one).not.toBe(text);
      expect(await problems(one, "atom.rng"), one).not.toBe("");
    }
  });

  test("the sitemap is valid, and one without an address is not", async () => {
    const catalogue = await loadCatalogue(await makeCatalogue());
    const text = sitemap(catalogue, address);
    expect(await problems(text, "sitemap.rng")).toBe("");
    expect(text).toContain(
      `<loc>https://site.example/base/hazards/${slug}/</loc><lastmod>2026-01-02</lastmod>`,
    );
    const broken = text.replace(/<loc>.*?<\/loc>/, "");
    expect(await problems(broken, "sitemap.rng")).not.toBe("");
  });
});

test("ids stay when the site moves and when words change; the newest comes first", async () => {
  const root = await makeCatalogue();
  const line = JSON.stringify(relapsed);
  await put(root, "content/events/2026.jsonl", `${line}\n`);
  const before = feedEntries(await loadCatalogue(root));
  await edit(root, hazardFile, '2026-01-02"\n---', '2026-05-06"\n---');
  const after = feedEntries(await loadCatalogue(root));
  expect(before.map(({ id }) => id).sort()).toEqual(
    after.map(({ id }) => id).sort(),
  );
  expect(before[0]?.id).toBe("tag:misbuilt,2026:event/0123456789abcdef");
  expect(after[0]).toMatchObject({
    id: `tag:misbuilt,2026:hazard/${slug}`,
    published: "2026-01-02T00:00:00Z",
    updated: "2026-05-06T00:00:00Z",
  });
  const idsIn = (text: string) =>
    [...text.matchAll(/<id>(.*)<\/id>/g)].map(([, id]) => id);
  expect(idsIn(atom(after, address))).toEqual(
    idsIn(atom(after, (path) => `https://moved.example${path}`)),
  );
});

test("a line that is no event is named with its number, and the others are kept", async () => {
  const root = await makeCatalogue();
  const lines = [relapsed, { ...relapsed, kind: "gone" }].map((one) =>
    JSON.stringify(one),
  );
  await put(
    root,
    "content/events/2026.jsonl",
    `${lines.join("\n")}\n{"id": "01\n`,
  );
  const { events, problems } = await loadCatalogue(root);
  expect(events.map(({ id }) => id)).toEqual([relapsed.id]);
  expect(problems.map(({ file, line, field }) => [file, line, field])).toEqual([
    ["content/events/2026.jsonl", 2, "kind"],
    ["content/events/2026.jsonl", 3, ""],
  ]);
});
