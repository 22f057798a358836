import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { forbiddenImports } from "./cruise.ts";

/** What is forbidden in a source tree of these files. */
async function of(files: Readonly<Record<string, string>>): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), "misbuilt-tree-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  return forbiddenImports(folder);
}

const verify = { "verify/a.ts": "export const a = 1;\nexport type A = 1;\n" };

test.for([
  ["an import", '---\nimport { a } from "../verify/a.ts";\n---\n<p>{a}</p>'],
  [
    "the import of a type",
    '---\nimport type { A } from "../verify/a.ts";\nconst b: A = 1;\n---\n<p>{b}</p>',
  ],
  [
    "an import on demand",
    '---\nconst { a } = await import("../verify/a.ts");\n---\n<p>{a}</p>',
  ],
  [
    "an import in a script",
    '<p>a</p>\n<script>\n  import { a } from "../verify/a.ts";\n  a.toFixed();\n</script>',
  ],
  ["an import on demand in the markup", '<p>{import("../verify/a.ts")}</p>'],
])("%s of what proves is forbidden in a component", async ([, component]) => {
  const files = { ...verify, "components/B.astro": component ?? "" };
  expect(await of(files)).toEqual([
    "pages-show-what-is-known: src/components/B.astro → src/verify/a.ts",
  ]);
});

test("every other street holds for components too", async () => {
  const component = "<p>a</p>";
  const uses = (path: string) =>
    `import C from "${path}";\nexport default C;\n`;
  expect(
    await of({
      "components/C.astro": component,
      "layouts/D.astro":
        '---\nimport E from "../components/E.astro";\n---\n<E />',
      "components/E.astro":
        '---\nimport D from "../layouts/D.astro";\nimport "../cli/f.ts";\n---\n<D />',
      "cli/f.ts":
        'import { cell } from "../catalog/g.ts";\nexport const f = cell;\n',
      "catalog/g.ts": `export const cell = 1;\n${uses("../components/C.astro")}`,
      "verify/h.ts": uses("../components/C.astro"),
      "detect/i.ts": 'import "node:fs";\nimport "../site/j.ts";\n',
      "site/j.ts": "export {};\n",
      "catalog/k.ts": 'import "astro";\n',
    }),
  ).toEqual([
    "catalog-stands-alone: src/catalog/g.ts → src/components/C.astro",
    "core-without-astro: src/catalog/k.ts → astro",
    "detect-is-pure: src/detect/i.ts → src/site/j.ts",
    "detect-without-node: src/detect/i.ts → fs",
    "no-circles: src/components/E.astro → src/layouts/D.astro → src/components/E.astro",
    "pages-show-what-is-known: src/components/E.astro → src/cli/f.ts",
    "verify-reads-the-catalogue: src/verify/h.ts → src/components/C.astro",
  ]);
});
