/** A catalogue of made-up hazards, each in the short form that `misbuilt new` writes, with a verdict of all its cells. */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { nameOf, type Cell } from "../../src/catalog/cells/cell.ts";
import { plan } from "../../src/catalog/cells/plan.ts";
import { runId } from "../../src/catalog/history/runs.ts";
import { sourcesDigest } from "../../src/catalog/read/digest.ts";
import { splitPage } from "../../src/catalog/read/document.ts";
import {
  reproducer,
  verdict,
  type CellResult,
  type Run,
} from "../../src/catalog/schema/index.ts";
import { scaffold, writeNew } from "../../src/cli/scaffold.ts";
import { storeVerdict } from "../../tests/catalog/store.ts";

const day = "2026-11-21";
const at = `${day}T03:00:00.000Z`;

const what = {
  startedAt: at,
  commit: null,
  modified: false,
  machine: { cpu: "A CPU", kernel: "6.18", os: "An OS" },
  sandbox: "bwrap",
} as const satisfies Omit<Run, "id">;
const run: Run = { id: runId(what), ...what };

/** Two blocks of code, a table and a matrix in some 400 words, beside what every hazard’s page has. */
function body(scaffolded: string): string {
  const prose = Array.from(
    { length: 12 },
    (_, index) =>
      `The optimiser sees the ${index + 1}. use of the value and folds the test, since the flag says that no such value exists. What is left of the function returns the same for every input, and nothing is printed.`,
  ).join("\n\n");
  const place = "\nSay what the person sees, with the exact message.\n";
  if (!scaffolded.includes(place))
    throw new Error(`the scaffold’s page has no "${place.trim()}"`);
  return scaffolded.replace(
    place,
    `
The check never fires:

\`\`\`c
int check(double x) {
    if (isnan(x)) return 1; /* folded to 0 */
    return use(x) > 0.5 ? 2 : 3;
}
\`\`\`

\`\`\`sh
cc -O2 -ffast-math victim.c -o victim && ./victim
echo "exit status: $?"
\`\`\`

| flag | what it lets the compiler assume | what the check says |
| ---- | -------------------------------- | ------------------- |
| \`-ffast-math\` | all of the following | nothing |
| \`-ffinite-math-only\` | no NaN and no infinity | nothing |
| \`-fno-signed-zeros\` | the sign of zero is not looked at | that there is a NaN |
| \`-fassociative-math\` | sums may be taken in any order | that there is a NaN |

${prose}
`,
  );
}

/** What a cell would be recorded as, if it came to what is expected of it. */
function asExpected(cell: Cell): CellResult {
  const { expected, definition } = cell;
  const exit = expected === "hazard" ? 1 : 0;
  const said = expected === "hazard" ? "missed the NaN" : "noticed the NaN";
  return verdict.shape.cells.element.parse({
    ...nameOf(cell),
    role: definition.role,
    outcome: expected,
    expected,
    ok: true,
    affected: cell.expectedAnswer ?? null,
    ms: 1234,
    detail: `run exited ${exit} and printed ${said}, as ${definition.id} is expected to`,
    exit: { build: 0, run: exit },
    stdout: `victim, built by cc ${cell.tools["cc"] ?? ""} at ${definition.id}\n${said}\n`,
    measuredAt: at,
    run: run.id,
  });
}

/** Writes hazard number `index` with `versions` versions of its compiler, and a symptom’s page for every fifth. */
async function writeHazard(
  root: string,
  index: number,
  versions: number,
): Promise<void> {
  const number = String(index).padStart(4, "0");
  const slug = `made-up-hazard-${number}`;
  const group = String(Math.ceil(index / 5)).padStart(4, "0");
  const symptom = `made-up-symptom-${group}`;
  const code = `MB${number}`;
  const files = await scaffold({ slug, symptom, code, day });
  const manifestFile = `repros/${slug}/repro.yaml`;
  const text = files.find(({ path }) => path === manifestFile)?.text ?? "";
  const names = Array.from({ length: versions }, (_, n) => `${n + 1}.0`);
  const raw: unknown = {
    ...parse(text),
    tools: { cc: { versions: names, pinned: names.slice(-1) } },
  };
  const manifest = reproducer.parse(raw);
  await writeNew(
    root,
    files
      .filter(({ path }) => !path.includes("symptoms/") || index % 5 === 1)
      .map((file) =>
        file.path === manifestFile
          ? { ...file, text: stringify(raw) }
          : file.path.startsWith("content/hazards/")
            ? { ...file, text: withTitle(body(file.text), number) }
            : file,
      ),
  );
  const folder = join(root, "repros", slug);
  const repro = { slug, folder, manifest };
  const record = verdict.parse({
    schemaVersion: 1,
    repro: slug,
    recordedAt: at,
    sources: await sourcesDigest(folder),
    sandbox: "bwrap",
    machine: run.machine,
    runs: [run],
    toolchains: names.map((version) => ({
      tool: "cc",
      version,
      source: "machine",
      sha256: "0".repeat(64),
      reports: `cc ${version}`,
    })),
    cells: plan([repro], { matrix: true, cases: [], tools: {} }).map(
      asExpected,
    ),
  });
  await storeVerdict(root, record);
}

/** A page whose title is its own, as the search must tell them apart. */
function withTitle(page: string, number: string): string {
  const front = splitPage(page)?.frontMatter;
  if (front === undefined) throw new Error("a page without front matter");
  return page.replace(front, () =>
    front.replace(/^title: (.*)$/m, `title: "$1, number ${number}"`),
  );
}

/** Writes the catalogue below `root`: `hazards` hazards, number `i` of them with `versions(i)` versions, four cells each. */
export async function writeCatalogue(
  root: string,
  hazards: number,
  versions: (index: number) => number,
): Promise<void> {
  await mkdir(join(root, "repros"), { recursive: true });
  const widest = Math.max(
    ...Array.from({ length: hazards }, (_, index) => versions(index + 1)),
  );
  const known = Array.from({ length: widest }, (_, n) => `${n + 1}.0`);
  await writeFile(
    join(root, "repros/toolchains.yaml"),
    stringify({
      schemaVersion: 1,
      tools: {
        cc: {
          title: "C compiler",
          env: "CC",
          version: { args: ["--version"] },
          source: "apt",
          versions: Object.fromEntries(
            known.map((version) => [
              version,
              { package: `cc-${version}`, executable: `cc-${version}` },
            ]),
          ),
        },
      },
    }),
  );
  for (let index = 1; index <= hazards; index += 1)
    await writeHazard(root, index, versions(index));
}
