import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadCatalogue } from "../../src/catalog/read/load.ts";
import {
  checkSignatures,
  knowledgeOf,
  loadSignatures,
} from "../../src/catalog/read/signatures.ts";
import { makeCatalogue, slug } from "./fixture.ts";

const sound = `schemaVersion: 1
signatures:
  - id: trap
    match: { fact: trap, is: gp }
    means: A general protection fault.
  - id: words
    match: { text: EXC_I386_GPFLT }
    unless: [trap]
    means: Its name.
likely: [[trap], [words|trap]]
next:
  - { command: "true", reads: Nothing. }
`;

/** A sound catalogue with a signature file of the given text beside its hazard. */
async function withSignatures(text: string, name = slug): Promise<string> {
  const root = await makeCatalogue();
  await mkdir(join(root, "content/hazards"), { recursive: true });
  const file = join(root, "content/hazards", `${name}.signatures.yaml`);
  await writeFile(file, text);
  return root;
}

async function findings(root: string): Promise<string[]> {
  const catalogue = await loadCatalogue(root);
  const files = await loadSignatures(root);
  return [...catalogue.problems, ...checkSignatures(catalogue, files)].map(
    ({ field, found, expected }) => `${field}: ${found}; ${expected}`,
  );
}

describe("a signature file", () => {
  it("is sound as it is written, and the loader of pages lets it be", async () => {
    expect(await findings(await withSignatures(sound))).toEqual([]);
  });

  it("gives a diagnosis its page’s code, title and address", async () => {
    const root = await withSignatures(sound);
    const known = knowledgeOf(
      await loadCatalogue(root),
      await loadSignatures(root),
    );
    expect(known.hazards.map(({ slug, url }) => [slug, url])).toEqual([
      [slug, `/hazards/${slug}/`],
    ]);
    expect(known.hazards[0]?.code).toMatch(/^MB\d{4}$/);
  });

  it("without a page is reported and not used", async () => {
    const root = await withSignatures(sound, "no-such-page");
    expect(await findings(root)).toEqual([
      ': signatures of "no-such-page", which has no page; content/hazards/no-such-page.mdx',
    ]);
    const known = knowledgeOf(
      await loadCatalogue(root),
      await loadSignatures(root),
    );
    expect(known.hazards).toEqual([]);
  });

  it.each([
    [
      "a criterion that names no signature",
      "[words|trap]",
      "[wrods]",
      "likely[1]",
    ],
    [
      "an `unless` that names none",
      "unless: [trap]",
      "unless: [trip]",
      "signatures[1].unless",
    ],
    ["an id twice", "id: words", "id: trap", "signatures[1].id"],
    [
      "an unknown kind of fact",
      "fact: trap",
      "fact: tarp",
      "signatures[0].match",
    ],
    ["a text that is everywhere", "EXC_I386_GPFLT", "a", "signatures[1].match"],
    [
      "a sentence where a command belongs",
      'command: "true"',
      "command: join the thread instead of detaching it",
      "next[0].command",
    ],
    [
      "no check that decides",
      'next:\n  - { command: "true", reads: Nothing. }\n',
      "",
      "next",
    ],
  ])("with %s is reported at the field", async (_, from, to, field) => {
    const changed = sound.replace(from, to);
    expect(changed).not.toBe(sound);
    const found = await findings(await withSignatures(changed));
    expect(found.join("\n")).toContain(field);
  });
});
