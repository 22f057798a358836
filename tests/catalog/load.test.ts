import { mkdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { loadCatalogue } from "../../src/catalog/read/load.ts";
import {
  edit,
  hazardFile,
  linesOf,
  makeCatalogue,
  problemsOf,
  put,
  reproFile,
  slug,
  symptomFile,
  verdictFile,
} from "./fixture.ts";

interface Damage {
  readonly title: string;
  readonly by: (root: string) => Promise<unknown>;
  /** The first line that `misbuilt check` prints about the damaged file. */
  readonly says: string;
}

const damages: readonly Damage[] = [
  {
    title: "a night is cut short",
    by: (root) =>
      put(
        root,
        `content/history/${slug}.jsonl`,
        `{"schemaVersion":1,"repro":"${slug}"}\n{"at":"2026-`,
      ),
    says: `[history] content/history/${slug}.jsonl:2: something else; expected JSON. Restore the file with git.`,
  },
  {
    title: "a field is missing",
    by: (root) => edit(root, hazardFile, "languages: [C]\n", ""),
    says: "[schema] content/hazards/fast-math-nan.mdx languages: it is missing; expected a list (Languages whose programs meet it). Add it.",
  },
  {
    title: "a field is unknown",
    by: (root) => edit(root, hazardFile, "languages:", "langauges:"),
    says: "[schema] content/hazards/fast-math-nan.mdx languages: it is missing; expected a list (Languages whose programs meet it). Add it.",
  },
  {
    title: "a value is none of the allowed ones",
    by: (root) =>
      edit(root, hazardFile, "status: by-design", "status: by-desing"),
    says: '[schema] content/hazards/fast-math-nan.mdx:8 status: found "by-desing"; expected one of open, fixed, disputed, unsupported, by-design, distribution, withdrawn. Did you mean "by-design"?',
  },
  {
    title: "a number stands where text should",
    by: (root) =>
      edit(root, reproFile, 'versions: ["debian"]', "versions: [12]"),
    says: '[schema] repros/fast-math-nan/repro.yaml:6 tools.cc.versions[0]: found 12; expected text. Quote it: "12".',
  },
  {
    title: "an evidence level is none of the three",
    by: (root) =>
      edit(root, hazardFile, "evidence: inferred", "evidence: certain"),
    says: '[schema] content/hazards/fast-math-nan.mdx:47 claims[1].evidence: found "certain"; expected one of reproduced, reported, inferred. Correct it.',
  },
  {
    title: "a title is too long",
    by: (root) =>
      edit(root, hazardFile, "title: -ffast", `title: ${"a".repeat(130)}`),
    says: '[schema] content/hazards/fast-math-nan.mdx:3 title: found "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa...; expected at most 120 characters. Make it shorter.',
  },
  {
    title: "a list is empty that must not be",
    by: (root) => edit(root, hazardFile, "platforms: [any]", "platforms: []"),
    says: "[schema] content/hazards/fast-math-nan.mdx:13 platforms: found []; expected at least 1 entry (Targets that are affected, such as `x86_64-macos`). Add what is missing.",
  },
  {
    title: "a link is not https",
    by: (root) =>
      edit(
        root,
        hazardFile,
        "upstream: []",
        "upstream: [{ title: a, url: http://example.org }]",
      ),
    says: '[schema] content/hazards/fast-math-nan.mdx:56 upstream[0].url: found "http://example.org"; expected an https address. Correct it.',
  },
  {
    title: "a path leaves the repository",
    by: (root) =>
      edit(root, hazardFile, `repros/${slug}/victim.c`, "../etc/passwd"),
    says: '[schema] content/hazards/fast-math-nan.mdx:34 workarounds[0].snippets[0].file: found "../etc/passwd"; expected a path inside the repository, such as repros/x/pool.cpp. Correct it.',
  },
  {
    title: "YAML does not parse",
    by: (root) => edit(root, symptomFile, "messages:", "messages: ]"),
    says: '[syntax] content/symptoms/nan-passes.mdx:4: Unexpected flow-seq-end token in YAML stream: "]"; expected well-formed YAML. Correct the YAML here; a value with a colon or a hash in it needs quotes.',
  },
  {
    title: "a YAML key stands twice",
    by: (root) => edit(root, reproFile, "tools:", "title: again\ntools:"),
    says: "[syntax] repros/fast-math-nan/repro.yaml:4: Map keys must be unique; expected well-formed YAML. Correct the YAML here; a value with a colon or a hash in it needs quotes.",
  },
  {
    title: "YAML aliases explode",
    by: (root) =>
      put(
        root,
        reproFile,
        `a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\n`,
      ),
    says: "[syntax] repros/fast-math-nan/repro.yaml:3 c[0]: the alias *b of what holds aliases itself; expected values written out, or aliases of those. Write the value.",
  },
  {
    title: "YAML nests a hundred thousand deep",
    by: (root) => put(root, reproFile, "[".repeat(100_000)),
    says: "[syntax] repros/fast-math-nan/repro.yaml:1: Maximum call stack size exceeded; expected well-formed YAML. Correct the YAML here; a value with a colon or a hash in it needs quotes.",
  },
  {
    title: "there is no front matter",
    by: (root) => put(root, symptomFile, "# Hello\n"),
    says: "[front-matter] content/symptoms/nan-passes.mdx:1: no front matter; expected YAML between two lines of three hyphens at the top. misbuilt new scaffolds a page to compare with.",
  },
  {
    title: "the front matter does not end",
    by: (root) => put(root, symptomFile, "---\ntitle: x\n"),
    says: "[front-matter] content/symptoms/nan-passes.mdx:1: no front matter; expected YAML between two lines of three hyphens at the top. misbuilt new scaffolds a page to compare with.",
  },
  {
    title: "JSON does not parse",
    by: (root) => put(root, verdictFile, '{"schemaVersion": 1,'),
    says: "[syntax] content/verdicts/fast-math-nan.json: it cannot be read: Expected double-quoted property name in JSON at position 20 (line 1 column 21); expected well-formed JSON. Correct the JSON, or restore the file with git.",
  },
  {
    title: "a verdict nests a hundred thousand deep",
    by: (root) =>
      edit(
        root,
        verdictFile,
        '"facts": {}',
        `"facts": {"0123456789abcdef": {"a": ${"[".repeat(100_000)}${"]".repeat(100_000)}}}`,
      ),
    says: "[schema] content/verdicts/fast-math-nan.json: Maximum call stack size exceeded; expected fields as the schema describes them. Make the value flatter.",
  },
  {
    title: "a page is binary",
    by: (root) => put(root, hazardFile, new Uint8Array([45, 45, 45, 0, 1])),
    says: "[readable] content/hazards/fast-math-nan.mdx: a binary file; expected a text file in UTF-8 of a sensible size. Replace it, or remove it.",
  },
  {
    title: "a page is not UTF-8",
    by: (root) => put(root, hazardFile, new Uint8Array([45, 0xff, 0xfe])),
    says: "[readable] content/hazards/fast-math-nan.mdx: text that is not UTF-8; expected a text file in UTF-8 of a sensible size. Replace it, or remove it.",
  },
  {
    title: "a page is huge",
    by: (root) => put(root, hazardFile, "a".repeat(3 * 1024 * 1024)),
    says: "[readable] content/hazards/fast-math-nan.mdx: a file of 3.0 MiB; expected a text file in UTF-8 of a sensible size. Replace it, or remove it.",
  },
  {
    title: "a manifest is a folder",
    by: async (root) => {
      await rm(join(root, reproFile));
      await mkdir(join(root, reproFile));
    },
    says: "[readable] repros/fast-math-nan/repro.yaml: a folder; expected a text file in UTF-8 of a sensible size. Replace it, or remove it.",
  },
  {
    title: "a reproducer has no manifest",
    by: (root) => put(root, "repros/half-done/build.sh", "true\n"),
    says: "[readable] repros/half-done/repro.yaml: no such file; expected a text file in UTF-8 of a sensible size. Write it.",
  },
  {
    title: "a page has a name that is no slug",
    by: (root) => put(root, "content/hazards/Fast_Math.mdx", "---\n---\n"),
    says: '[file-name] content/hazards/Fast_Math.mdx: the name "Fast_Math.mdx"; expected <slug>.mdx, lower-case words joined by hyphens. Rename it, or move it elsewhere.',
  },
  {
    title: "the toolchains’ file is gone",
    by: (root) => rm(join(root, "repros/toolchains.yaml")),
    says: "[readable] repros/toolchains.yaml: no such file; expected a text file in UTF-8 of a sensible size. Write it.",
  },
];

test.for(damages)("$title", async ({ by, says }) => {
  const root = await makeCatalogue();
  await by(root);
  const lines = await linesOf(root);
  expect(lines).toContain(says);
});

test("a page that does not fit its schema is not reported as missing where others name it", async () => {
  const root = await makeCatalogue();
  await edit(root, symptomFile, "messages:", "messags:");
  const rules = (await problemsOf(root)).map((one) => one.rule);
  expect(new Set(rules)).toEqual(new Set(["schema"]));
});

test("an empty folder is an empty catalogue with one thing to do", async () => {
  const root = await makeCatalogue();
  await rm(join(root, "content"), { recursive: true });
  await rm(join(root, "repros"), { recursive: true });
  expect(await linesOf(root)).toEqual([
    "[readable] repros/toolchains.yaml: no such file; expected a text file in UTF-8 of a sensible size. Write it.",
  ]);
});

test("what a killed program had half written is no file of the catalogue, and leaves the verdict as fresh as it was", async () => {
  const root = await makeCatalogue();
  const half = [
    verdictFile,
    `content/history/${slug}.jsonl`,
    "content/events/2026.jsonl",
    `repros/${slug}/expected/hazard.txt`,
    reproFile,
  ];
  for (const file of half) await put(root, `${file}.4194305-1.tmp`, "{");
  expect(await linesOf(root)).toEqual([]);
  const { repros } = await loadCatalogue(root);
  expect(repros.get(slug)?.files.join(" ")).not.toContain(".tmp");
  // Any other name that nobody expects is told.
  await put(root, `${verdictFile}.tmp`, "{");
  expect(await linesOf(root)).toEqual([
    expect.stringContaining(`[file-name] ${verdictFile}.tmp`),
  ]);
});

test("CRLF and a byte order mark in front matter are read as well", async () => {
  const root = await makeCatalogue();
  const text = await readFile(join(root, symptomFile), "utf8");
  await put(root, symptomFile, `\u{feff}${text.replaceAll("\n", "\r\n")}`);
  expect(await linesOf(root)).toEqual([]);
});

test(
  "whatever one writes into a file, check answers",
  { timeout: 60_000 },
  async () => {
    const root = await makeCatalogue();
    const paths = [
      hazardFile,
      symptomFile,
      reproFile,
      verdictFile,
      "repros/toolchains.yaml",
    ];
    const sound = await Promise.all(
      paths.map((path) => readFile(join(root, path), "utf8")),
    );
    const junk = fc.oneof(
      fc.string({ unit: "grapheme", maxLength: 12 }),
      fc.constantFrom(
        "---\n",
        "\n",
        ": ",
        "- ",
        "&a ",
        "*a",
        "!!binary ",
        "<<: ",
        "{",
        "}",
        "[",
        "]",
        '"',
        "'",
        "|\n",
        ">-\n",
        "__proto__: ",
        "constructor",
        "\t",
        "null",
        "~",
        "1e999",
        "\u0000",
        '<Section of="',
        "`",
        "```\n",
        "](",
        "\\",
        "${",
        "misbuilt:region x\n",
      ),
    );
    const mutation = fc.record({
      file: fc.nat(paths.length - 1),
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      cut: fc.nat(40),
      junk,
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(mutation, { minLength: 1, maxLength: 4 }),
        async (mutations) => {
          const texts = [...sound];
          for (const { file, at, cut, junk: text } of mutations) {
            const old = texts[file] ?? "";
            const start = Math.floor(at * old.length);
            texts[file] = old.slice(0, start) + text + old.slice(start + cut);
          }
          for (const [index, path] of paths.entries())
            await put(root, path, texts[index] ?? "");
          for (const problem of await problemsOf(root)) {
            expect(problem.file).toMatch(/^(content|repros)\//);
            expect(problem.found).not.toBe("");
            expect(problem.expected).not.toBe("");
            expect(problem.todo).toMatch(/\S/);
          }
        },
      ),
      { numRuns: 200 },
    );
  },
);
