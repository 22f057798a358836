import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { checks } from "../../src/catalog/checks/index.ts";
import {
  edit,
  hazardFile,
  linesOf,
  makeCatalogue,
  mutantsFile,
  put,
  record,
  reproFile,
  slug,
  symptomFile,
  verdictFile,
} from "./fixture.ts";
import {
  historyForgeries,
  measuredForgeries,
  otherForgeries,
  verdictForgeries,
} from "./forgeries.ts";
import { storeVerdict } from "./store.ts";
import { soundVerdict } from "./verdict.ts";

interface Breakage {
  readonly title: string;
  readonly rule: string;
  /** Breaks a sound catalogue in one place. */
  readonly by: (root: string) => Promise<void>;
  /** Every line that `misbuilt check` then prints, with the rule before it. */
  readonly says: readonly string[];
}

/** After a change of the reproducer’s files, so that its verdict’s age is not the news. */
async function andRecord(root: string, change: Promise<void>): Promise<void> {
  await change;
  await record(root);
}

const exceptions = `expect:
      outcome: hazard
      except:
        - { tools: { cc: ["12.4.0", "13.3.0"] }, outcome: clean, reason: It is repaired. }`;

/** Four compilers, of which 11.3.0 and 12.2.0 (Debian’s) show the hazard, with these ranges. */
async function compilers(
  root: string,
  ranges: string,
  expect = exceptions,
): Promise<void> {
  const more = ["11.3.0", "12.4.0", "13.3.0"];
  await edit(
    root,
    reproFile,
    'versions: ["debian"]',
    `versions: ["debian", "${more.join('", "')}"]`,
  );
  await edit(root, reproFile, "expect: { outcome: hazard }", expect);
  await edit(
    root,
    "repros/toolchains.yaml",
    "    versions:\n",
    `    versions:\n${more.map((one) => `      "${one}": { package: gcc, executable: cc }\n`).join("")}`,
  );
  await edit(root, hazardFile, "ranges: [{ introduced: unknown }]", ranges);
  await record(root);
}

const breakages: readonly Breakage[] = [
  {
    title: "a version in the range was measured clean",
    rule: "range-cells",
    by: (root) => compilers(root, "ranges: [{ introduced: unknown }]"),
    says: [
      "[range-cells] content/hazards/fast-math-nan.mdx:12 affected[0].ranges[0]: 12.4.0 is in this range, and fast-math-nan/hazard cc=12.4.0 came out clean; expected a hazard in every measured version of the range. Correct the range; or, where a parameter is the reason, say so with an exception in the manifest.",
      "[range-cells] content/hazards/fast-math-nan.mdx:12 affected[0].ranges[0]: 13.3.0 is in this range, and fast-math-nan/hazard cc=13.3.0 came out clean; expected a hazard in every measured version of the range. Correct the range; or, where a parameter is the reason, say so with an exception in the manifest.",
    ],
  },
  {
    title: "a version that shows the hazard is in no range",
    rule: "range-cells",
    by: (root) =>
      compilers(
        root,
        'ranges: [{ introduced: unknown, lastAffected: "11.3.0" }]',
      ),
    says: [
      "[range-cells] content/hazards/fast-math-nan.mdx:12 affected[0].ranges[0]: 12.2.0 is in no range, and fast-math-nan/hazard cc=debian shows the hazard; expected every version that shows the hazard in a range. Correct the ranges.",
    ],
  },
  {
    title: "a version that counts as unknown was measured",
    rule: "range-cells",
    by: (root) =>
      compilers(
        root,
        'ranges: [{ introduced: unknown, lastAffected: "11.3.0", fixed: "12.4.0" }]',
      ),
    says: [
      "[range-cells] content/hazards/fast-math-nan.mdx:12 affected[0].ranges[0]: 12.2.0 counts as unknown, and fast-math-nan/hazard cc=debian came out hazard; expected no measured version between two ends of a range. Move the end that it decides.",
    ],
  },
  {
    title: "no version has it, and some show it",
    rule: "range-cells",
    by: (root) => compilers(root, "ranges: []"),
    says: [
      "[range-cells] content/hazards/fast-math-nan.mdx:12 affected[0].ranges: 11.3.0 is in no range, and fast-math-nan/hazard cc=11.3.0 shows the hazard; expected every version that shows the hazard in a range. Correct the ranges.",
      "[range-cells] content/hazards/fast-math-nan.mdx:12 affected[0].ranges: 12.2.0 is in no range, and fast-math-nan/hazard cc=debian shows the hazard; expected every version that shows the hazard in a range. Correct the ranges.",
    ],
  },
  {
    title: "a beginning was measured on one side alone",
    rule: "range-ends",
    by: (root) =>
      compilers(root, 'ranges: [{ introduced: "11.3.0", fixed: "12.4.0" }]'),
    says: [
      "[range-ends] content/hazards/fast-math-nan.mdx:12 affected[0].ranges[0].introduced: 11.3.0 is the oldest that was measured; expected an older version that was measured and has it not. Write introduced: unknown, or measure an older version.",
    ],
  },
  {
    title: "an end was not measured, and nobody says it",
    rule: "range-ends",
    by: (root) =>
      compilers(root, 'ranges: [{ introduced: unknown, fixed: "12.3.0" }]'),
    says: [
      "[range-ends] content/hazards/fast-math-nan.mdx:12 affected[0].ranges[0].fixed: 12.3.0 was not measured by hazard; expected a version with cells, or a source under reported. Measure it, write the nearest version that was measured, or link who says it.",
    ],
  },
  {
    title: "a last version has no newer one beside it that was measured",
    rule: "range-ends",
    by: (root) =>
      compilers(
        root,
        'ranges: [{ introduced: unknown, lastAffected: "13.3.0" }]',
        "expect: { outcome: hazard }",
      ),
    says: [
      "[range-ends] content/hazards/fast-math-nan.mdx:12 affected[0].ranges[0].lastAffected: 13.3.0 is the newest that was measured; expected a newer version that was measured and has it not. Leave lastAffected out: without an end, versions newer than the newest that was measured are unknown.",
    ],
  },
  {
    title: "a version of the lock file beside an end was not measured",
    rule: "range-ends",
    by: async (root) => {
      await edit(
        root,
        "repros/toolchains.yaml",
        "    versions:\n",
        '    versions:\n      "12.3.0": { package: gcc, executable: cc }\n',
      );
      await compilers(
        root,
        'ranges: [{ introduced: unknown, fixed: "12.4.0" }]',
      );
    },
    says: [
      "[range-ends] content/hazards/fast-math-nan.mdx:12 affected[0].ranges[0].fixed: 12.3.0 lies beside it and was not measured; expected no unmeasured version of repros/toolchains.yaml there. Add lastAffected: 12.2.0, so that the versions between are unknown; or measure it.",
    ],
  },
  {
    title: "a range was measured by no case",
    rule: "range-ends",
    by: (root) =>
      edit(
        root,
        hazardFile,
        "ranges: [{ introduced: unknown }]",
        "ranges: [{ introduced: unknown }] }\n  - { tool: gcc, conditions: { flags: [-O3] }, ranges: [{ introduced: unknown }]",
      ),
    says: [
      "[range-ends] content/hazards/fast-math-nan.mdx:13 affected[1].ranges[0].introduced: no version of this range was measured by any case; expected a measured version, or a source under reported. Name the cases that measured it, or link who says it.",
    ],
  },
  {
    title: "a range is of a tool whose versions nobody can read",
    rule: "range-ends",
    by: (root) =>
      edit(
        root,
        hazardFile,
        "ranges: [{ introduced: unknown }]",
        "ranges: [{ introduced: unknown }] }\n  - { tool: nasm, cases: [hazard], ranges: [{ introduced: unknown }]",
      ),
    says: [
      '[range-cases] content/hazards/fast-math-nan.mdx:13 affected[1].cases[0]: case "hazard" does not use nasm; expected a case with nasm among its tools; it has cc. Remove it here, or name it under another tool.',
      "[range-ends] content/hazards/fast-math-nan.mdx:13 affected[1].ranges[0].introduced: no version of this range was measured by hazard; expected a measured version, or a source under reported. Name the cases that measured it, or link who says it. If they did, write in src/catalog/versions/tools.ts how nasm numbers its versions: without a line there they are read as Semantic Versioning, such as `0.15.2` or `0.16.0-dev.1484`.",
      '[range-form] content/hazards/fast-math-nan.mdx:13 affected[1].tool: "nasm"; expected a tool as readers know it. Add it to repros/toolchains.yaml, or a row to src/catalog/versions/tools.ts.',
    ],
  },
  {
    title: "versions of a range are out of order, or are none",
    rule: "range-form",
    by: (root) =>
      edit(
        root,
        hazardFile,
        "ranges: [{ introduced: unknown }]",
        'ranges: [{ introduced: "13.1", fixed: "12.4.0" }] }\n  - { tool: gcc, ranges: [{ introduced: "12", fixed: Debian }]',
      ),
    says: [
      "[range-form] content/hazards/fast-math-nan.mdx:12 affected[0].ranges[0].fixed: 12.4.0, which is not newer than 13.1; expected versions in their order, oldest first: lastUnaffected, introduced, lastAffected, fixed. Correct the version, or the order of the ranges.",
      '[range-form] content/hazards/fast-math-nan.mdx:13 affected[1].ranges[0].fixed: "Debian"; expected one version of gcc: GCC’s numbers, such as `12.2.0`; `12.2` is the same. Write the whole version as the tool prints it.',
      '[range-form] content/hazards/fast-math-nan.mdx:13 affected[1].ranges[0].introduced: "12"; expected one version of gcc: GCC’s numbers, such as `12.2.0`; `12.2` is the same. Write the whole version as the tool prints it.',
    ],
  },
  {
    title:
      "a range has no end, another begins with unknown, and a source names no version",
    rule: "range-form",
    by: (root) =>
      edit(
        root,
        hazardFile,
        "ranges: [{ introduced: unknown }]",
        'ranges: [{ introduced: unknown }, { introduced: unknown }] }\n  - { tool: gcc, ranges: [{ introduced: unknown, reported: { fixed: { source: { title: A page, url: "https://a.example" }, read: 2026-01-02 } } }]',
      ),
    says: [
      "[range-form] content/hazards/fast-math-nan.mdx:12 affected[0].ranges[0]: no end, and another range after it; expected fixed or lastAffected. Write where this range ends.",
      "[range-form] content/hazards/fast-math-nan.mdx:12 affected[0].ranges[1].introduced: unknown, with an older version beside it; expected unknown only where nothing older is known. Write the oldest version of this range.",
      "[range-form] content/hazards/fast-math-nan.mdx:13 affected[1].ranges[0].reported.fixed: a source, and no version at fixed; expected the version that it names at fixed. Add the version, or remove the source.",
    ],
  },
  {
    title: "a range is of a tool that nobody knows, or by another name",
    rule: "range-form",
    by: (root) =>
      edit(
        root,
        hazardFile,
        "tool: gcc, cases: [hazard]",
        "tool: gccc, ranges: [] }\n  - { tool: cc, cases: [hazard]",
      ),
    says: [
      '[range-form] content/hazards/fast-math-nan.mdx:12 affected[0].tool: "gccc"; expected a tool as readers know it. Add it to repros/toolchains.yaml, or a row to src/catalog/versions/tools.ts. Did you mean "gcc"?',
      '[range-form] content/hazards/fast-math-nan.mdx:13 affected[1].tool: "cc"; expected a tool as readers know it. Write gcc.',
    ],
  },
  {
    title:
      "a case that shows the hazard measures no range, and one of another tool does",
    rule: "range-cases",
    by: (root) =>
      edit(
        root,
        hazardFile,
        "tool: gcc, cases: [hazard], ranges: [{ introduced: unknown }]",
        "tool: zig, cases: [bit-test], ranges: []",
      ),
    says: [
      "[range-cases] content/hazards/fast-math-nan.mdx:10 affected: no range names hazard; expected every case with the role hazard under cases of a tool. Add it to the tool whose versions it measures.",
      '[range-cases] content/hazards/fast-math-nan.mdx:12 affected[0].cases[0]: case "bit-test" does not use zig; expected a case with zig among its tools; it has cc. Remove it here, or name it under another tool.',
    ],
  },
  {
    title: "a hazard names a symptom that does not exist",
    rule: "dangling-reference",
    by: (root) => edit(root, hazardFile, "[nan-passes]", "[nan-passed]"),
    says: [
      '[dangling-reference] content/hazards/fast-math-nan.mdx:19 symptoms[0]: no symptom "nan-passed"; expected one of nan-passes. Did you mean "nan-passes"?',
      '[one-way-link] content/symptoms/nan-passes.mdx:12 causes[0].hazard: content/hazards/fast-math-nan.mdx does not name this symptom; expected "nan-passes" in its symptoms. Add the symptom there, or remove the hazard here.',
    ],
  },
  {
    title: "a hazard names a reproducer that does not exist",
    rule: "dangling-reference",
    by: (root) =>
      edit(root, hazardFile, `\nrepro: ${slug}`, "\nrepro: fast-maths-nan"),
    says: [
      '[dangling-reference] content/hazards/fast-math-nan.mdx:25 repro: no reproducer "fast-maths-nan"; expected one of fast-math-nan. Did you mean "fast-math-nan"?',
    ],
  },
  {
    title: "a workaround names a case that does not exist",
    rule: "dangling-reference",
    by: (root) => edit(root, hazardFile, "case: bit-test", "case: bit-tset"),
    says: [
      '[dangling-reference] content/hazards/fast-math-nan.mdx:31 workarounds[0].case: no case "bit-tset" in repros/fast-math-nan/repro.yaml; expected one of bit-test, hazard, no-fast-math, self-compare. Did you mean "bit-test"?',
    ],
  },
  {
    title: "a claim names a case that does not exist",
    rule: "dangling-reference",
    by: (root) => edit(root, hazardFile, "case: hazard", "case: hazzard"),
    says: [
      '[unproved-claim] content/hazards/fast-math-nan.mdx:43 claims[0]: content/verdicts/fast-math-nan.json has no cell of the case "hazzard"; expected a recorded cell that shows the claim. Run misbuilt verify fast-math-nan --record, or write the claim as reported or inferred.',
      '[dangling-reference] content/hazards/fast-math-nan.mdx:46 claims[0].case: no case "hazzard" in repros/fast-math-nan/repro.yaml; expected one of bit-test, hazard, no-fast-math, self-compare. Did you mean "hazard"?',
    ],
  },
  {
    title: "a cause names a hazard that does not exist",
    rule: "dangling-reference",
    by: (root) => edit(root, symptomFile, `hazard: ${slug}`, "hazard: gone"),
    says: [
      "[one-way-link] content/hazards/fast-math-nan.mdx:19 symptoms[0]: content/symptoms/nan-passes.mdx does not name this hazard; expected a cause there with hazard: fast-math-nan. Add the cause there, or remove the symptom here.",
      '[dangling-reference] content/symptoms/nan-passes.mdx:12 causes[0].hazard: no hazard "gone"; expected one of fast-math-nan. Correct the name, or write content/hazards/gone.mdx.',
    ],
  },
  {
    title: "a component names a case that does not exist",
    rule: "dangling-reference",
    by: (root) =>
      edit(
        root,
        hazardFile,
        "Explain it",
        '<TlsLayout hazard="hazard" fixed="padded" />\n\nExplain it',
      ),
    says: [
      '[dangling-reference] content/hazards/fast-math-nan.mdx:93 <TlsLayout> fixed: no case "padded" in repros/fast-math-nan/repro.yaml; expected one of bit-test, hazard, no-fast-math, self-compare. Correct the name, or add it to repros/fast-math-nan/repro.yaml.',
    ],
  },
  {
    title: "a verdict has no reproducer",
    rule: "dangling-reference",
    by: async (root) => {
      await rm(join(root, verdictFile));
      const verdict = await soundVerdict(root, slug);
      await storeVerdict(root, { ...verdict, repro: "gone" });
      const gone = "content/verdicts/gone.json";
      await edit(root, gone, '"repro": "gone"', `"repro": "${slug}"`);
      await edit(
        root,
        hazardFile,
        "evidence: reproduced",
        "evidence: inferred",
      );
      await edit(
        root,
        hazardFile,
        `    repro: ${slug}\n    case: hazard\n`,
        "    reasoning: It follows.\n",
      );
    },
    says: [
      '[dangling-reference] content/verdicts/gone.json: no reproducer "gone"; expected one of fast-math-nan. Correct the name, or write repros/gone/repro.yaml.',
      '[dangling-reference] content/verdicts/gone.json repro: "fast-math-nan"; expected "gone", as the file is called. Restore the file with git: verify --record alone writes it.',
    ],
  },
  {
    title: "a symptom does not name the hazard that names it",
    rule: "one-way-link",
    by: (root) => edit(root, symptomFile, `    hazard: ${slug}\n`, ""),
    says: [
      "[one-way-link] content/hazards/fast-math-nan.mdx:19 symptoms[0]: content/symptoms/nan-passes.mdx does not name this hazard; expected a cause there with hazard: fast-math-nan. Add the cause there, or remove the symptom here.",
    ],
  },
  {
    title: "a code is given twice",
    rule: "duplicate",
    by: async (root) => {
      const again = "content/hazards/second.mdx";
      await edit(root, symptomFile, "causes:\n", secondCause);
      await put(root, again, await readFile(join(root, hazardFile), "utf8"));
    },
    says: [
      '[duplicate] content/hazards/second.mdx:2 code: "MB0001" again, as in content/hazards/fast-math-nan.mdx:2; expected a name of its own. misbuilt new gives the next free code.',
    ],
  },
  {
    title: "an id is given twice",
    rule: "duplicate",
    by: (root) =>
      andRecord(root, edit(root, reproFile, "id: no-fast-math", "id: hazard")),
    says: [
      "[range-cells] content/hazards/fast-math-nan.mdx:12 affected[0].ranges[0]: 12.2.0 is in this range, and fast-math-nan/hazard cc=debian came out clean; expected a hazard in every measured version of the range. Correct the range; or, where a parameter is the reason, say so with an exception in the manifest.",
      "[stale-expected] repros/fast-math-nan/expected/no-fast-math.txt: no case of repros/fast-math-nan/repro.yaml uses it; expected a case that compares with it. Remove it, or correct the case’s id.",
      '[duplicate] repros/fast-math-nan/repro.yaml:44 cases[3].id: "hazard" again, as in repros/fast-math-nan/repro.yaml:20; expected a name of its own. Rename one of them.',
    ],
  },
  {
    title: "a section is missing",
    rule: "sections",
    by: (root) =>
      edit(root, hazardFile, '<Section of="why"', '<Section of="whi"'),
    says: [
      '[sections] content/hazards/fast-math-nan.mdx <Section of="why">: it is missing; expected all of see, affected, fix, dead-ends, matrix, why, reproducer, evidence, timeline, verdicts. Add the section; one sentence is enough where there is little to say.',
      '[sections] content/hazards/fast-math-nan.mdx:91 <Section of="whi">: no such section; expected one of see, affected, fix, dead-ends, matrix, why, reproducer, evidence, timeline, verdicts. Did you mean "why"?',
    ],
  },
  {
    title: "two sections changed places",
    rule: "sections",
    by: async (root) => {
      await edit(root, hazardFile, 'of="see"', 'of="TMP"');
      await edit(root, hazardFile, 'of="affected"', 'of="see"');
      await edit(root, hazardFile, 'of="TMP"', 'of="affected"');
    },
    says: [
      '[sections] content/hazards/fast-math-nan.mdx:67 <Section of="see">: it stands after "affected"; expected the order see, affected, fix, dead-ends, matrix, why, reproducer, evidence, timeline, verdicts. Move it up.',
    ],
  },
  {
    title: "a page without dead ends has a section for them",
    rule: "sections",
    by: (root) =>
      edit(
        root,
        hazardFile,
        `deadEnds:
  - title: Compare the number with itself
    why: x != x is folded to false by the same assumption.
    case: self-compare
`,
        "deadEnds: []\n",
      ),
    says: [
      '[sections] content/hazards/fast-math-nan.mdx:76 <Section of="dead-ends">: the front matter has nothing for it; expected one of see, affected, fix, matrix, why, reproducer, evidence, timeline, verdicts. Leave the section out.',
    ],
  },
  {
    title: "a section has no heading",
    rule: "sections",
    by: (root) =>
      edit(root, hazardFile, ' title="Build it twice and compare"', ""),
    says: [
      '[sections] content/hazards/fast-math-nan.mdx:97 <Section of="reproducer">: no title; expected title="a heading that says something". Add it.',
    ],
  },
  {
    title: "a snippet’s file does not exist",
    rule: "snippet",
    by: (root) => edit(root, hazardFile, "/victim.c\n", "/victims.c\n"),
    says: [
      '[snippet] content/hazards/fast-math-nan.mdx:34 workarounds[0].snippets[0].file: no file repros/fast-math-nan/victims.c; expected a text file of the reproducer. Did you mean "repros/fast-math-nan/victim.c"?',
    ],
  },
  {
    title: "a snippet’s region does not exist",
    rule: "snippet",
    by: (root) =>
      edit(root, hazardFile, "region: bit-test", "region: bits-test"),
    says: [
      '[snippet] content/hazards/fast-math-nan.mdx:35 workarounds[0].snippets[0].region: no region "bits-test" in repros/fast-math-nan/victim.c; expected one of its regions: bit-test. Did you mean "bit-test"?',
    ],
  },
  {
    title: "a snippet’s region is empty",
    rule: "snippet",
    by: async (root) => {
      const file = `repros/${slug}/victim.c`;
      await put(
        root,
        file,
        "/* misbuilt:region bit-test */\n/* misbuilt:endregion bit-test */\n",
      );
      await record(root);
    },
    says: [
      '[snippet] content/hazards/fast-math-nan.mdx:35 workarounds[0].snippets[0].region: region "bit-test" is empty in repros/fast-math-nan/victim.c; expected lines between its two marks. Put the lines between misbuilt:region bit-test and misbuilt:endregion bit-test.',
      ...[0, 1, 2].map(
        (index) =>
          `[mutant] repros/fast-math-nan/repro.yaml:${[59, 68, 80][index] ?? 0} mutants[${index}].change[0].find: the text occurs 0 times in repros/fast-math-nan/victim.c; expected text that occurs exactly once, and other text for it. Correct the change.`,
      ),
    ],
  },
  {
    title: "a region does not close",
    rule: "region-marks",
    by: (root) =>
      andRecord(
        root,
        edit(
          root,
          `repros/${slug}/victim.c`,
          "int main",
          "/* misbuilt:region rest */\nint main",
        ),
      ),
    says: [
      "[region-marks] repros/fast-math-nan/victim.c:20 region rest: it does not close; expected each region to open once and to close once. Pair misbuilt:region rest with misbuilt:endregion rest.",
    ],
  },
  {
    title: "source code is linked at a branch or a tag",
    rule: "source-link",
    by: async (root) => {
      await edit(
        root,
        hazardFile,
        "Explain it",
        [
          "[a](https://github.com/a/b/blob/main/c.c#L1)",
          "[b](https://codeberg.org/a/b/src/tag/1.0/c.c)",
          "[c](https://gitlab.com/a/b/c/-/blob/v1/c.c)",
          "[d](https://raw.githubusercontent.com/a/b/main/c.c)",
          "[e](https://github.com/a/b/blob/0123abc/c.c)",
          "[f](https://codeberg.org/a/b/src/commit/0123abcd/c.c)",
          "[g](https://github.com/a/b/wiki/main)",
          "[h](https://github.com/a/b/pull/12/files)",
        ].join("\n"),
      );
      await edit(
        root,
        hazardFile,
        "upstream: []",
        "upstream: [{ title: a, url: 'https://github.com/a/b/tree/1.0/c' }]",
      );
    },
    says: [
      '[source-link] content/hazards/fast-math-nan.mdx:56 upstream[0].url: "1.0" in https://github.com/a/b/tree/1.0/c; expected a commit of 7 to 40 hexadecimal digits. Take the permalink of the line that was read.',
      '[source-link] content/hazards/fast-math-nan.mdx:93 link: "main" in https://github.com/a/b/blob/main/c.c#L1; expected a commit of 7 to 40 hexadecimal digits. Take the permalink of the line that was read.',
      '[source-link] content/hazards/fast-math-nan.mdx:94 link: "1.0" in https://codeberg.org/a/b/src/tag/1.0/c.c; expected a commit of 7 to 40 hexadecimal digits. Take the permalink of the line that was read.',
      '[source-link] content/hazards/fast-math-nan.mdx:95 link: "v1" in https://gitlab.com/a/b/c/-/blob/v1/c.c; expected a commit of 7 to 40 hexadecimal digits. Take the permalink of the line that was read.',
      '[source-link] content/hazards/fast-math-nan.mdx:96 link: "main" in https://raw.githubusercontent.com/a/b/main/c.c; expected a commit of 7 to 40 hexadecimal digits. Take the permalink of the line that was read.',
    ],
  },
  {
    title: "a link by reference and a bare address are not https",
    rule: "link-scheme",
    by: (root) =>
      edit(
        root,
        hazardFile,
        "Explain it",
        "[Explain][it], http://example.org/a\n\n[it]: http://example.org/b\n\nIt",
      ),
    says: [
      "[link-scheme] content/hazards/fast-math-nan.mdx:93 link: http://example.org/a; expected an https address, or a path of the site. Link with https, or leave the address as text.",
      "[link-scheme] content/hazards/fast-math-nan.mdx:95 link: http://example.org/b; expected an https address, or a path of the site. Link with https, or leave the address as text.",
    ],
  },
  {
    title: "a link in the text is not https",
    rule: "link-scheme",
    by: (root) =>
      edit(root, hazardFile, "Explain it", "[Explain](http://example.org) it"),
    says: [
      "[link-scheme] content/hazards/fast-math-nan.mdx:93 link: http://example.org; expected an https address, or a path of the site. Link with https, or leave the address as text.",
    ],
  },
  {
    title: "a workaround’s case has another role",
    rule: "case-role",
    by: (root) =>
      edit(root, hazardFile, "case: bit-test", "case: no-fast-math"),
    says: [
      '[case-role] content/hazards/fast-math-nan.mdx:31 workarounds[0].case: case "no-fast-math" has the role control in repros/fast-math-nan/repro.yaml; expected a case with the role workaround: bit-test. Name such a case, or correct the role in repros/fast-math-nan/repro.yaml.',
    ],
  },
  {
    title: "a reproduced claim has no verdict",
    rule: "unproved-claim",
    by: (root) => rm(join(root, verdictFile)),
    says: [
      "[unproved-claim] content/hazards/fast-math-nan.mdx:43 claims[0]: no verdict content/verdicts/fast-math-nan.json; expected a recorded cell that shows the claim. Run misbuilt verify fast-math-nan --record, or write the claim as reported or inferred.",
    ],
  },
  {
    title: "a reproduced claim’s cell came out otherwise",
    rule: "unproved-claim",
    by: async (root) => {
      // As `verify` records it where the hazard does not show.
      const verdict = await soundVerdict(root, slug);
      const cell = verdict.cells.find((one) => one.case === "hazard");
      const other = verdict.cells.find((one) => one.outcome === "clean");
      if (cell === undefined || other === undefined)
        throw new Error("the fixture has no such cells");
      const { outcome, exit, stdout, affected } = other;
      Object.assign(cell, { outcome, exit, stdout, affected, ok: false });
      cell.detail = "expected hazard, got clean";
      await storeVerdict(root, verdict);
    },
    says: [
      "[range-cells] content/hazards/fast-math-nan.mdx:12 affected[0].ranges[0]: 12.2.0 is in this range, and fast-math-nan/hazard cc=debian came out clean; expected a hazard in every measured version of the range. Correct the range; or, where a parameter is the reason, say so with an exception in the manifest.",
      '[unproved-claim] content/hazards/fast-math-nan.mdx:43 claims[0]: no cell of the case "hazard" in content/verdicts/fast-math-nan.json came out as expected; expected a recorded cell that shows the claim. Run misbuilt verify fast-math-nan --record, or write the claim as reported or inferred.',
    ],
  },
  {
    title: "a source changed after its verdict",
    rule: "stale-verdict",
    by: (root) =>
      edit(root, `repros/${slug}/victim.c`, "puts", "(void)0; puts"),
    says: [
      "[stale-verdict] content/verdicts/fast-math-nan.json sources: it measured other files than repros/fast-math-nan has now (<digest>, now <digest>); expected a verdict of the files as they are. Run misbuilt verify fast-math-nan --matrix --record.",
    ],
  },
  {
    title: "a reproducer shows only one side",
    rule: "one-sided",
    by: async (root) => {
      await edit(
        root,
        reproFile,
        "expect: { outcome: hazard }",
        "expect: { outcome: clean }",
      );
      await record(root);
    },
    says: [
      "[range-ends] content/hazards/fast-math-nan.mdx:12 affected[0].ranges[0].introduced: no version of this range was measured by hazard; expected a measured version, or a source under reported. Name the cases that measured it, or link who says it.",
      "[one-sided] repros/fast-math-nan/repro.yaml:19 cases: no case with the role hazard that expects hazard; expected both sides of the proof. Add such a case.",
      "[mutant] repros/fast-math-nan/repro.yaml:60 mutants[0].outcome: the case is clean without the change as well; expected another outcome than the case has. Correct the outcome, or make another change.",
    ],
  },
  {
    title: "a reproducer offers no affected check",
    rule: "affected-check",
    by: (root) =>
      andRecord(
        root,
        edit(
          root,
          reproFile,
          "affected: { check: affected.sh, artefacts: [victim] }\n",
          "",
        ),
      ),
    says: [
      '[affected-check] repros/fast-math-nan/repro.yaml affected: it is missing; expected a check that a reader can run, or why there is none. Add affected: { check: affected.sh, artefacts: [...] }, or affected: { none: "why" }.',
    ],
  },
  {
    title: "an affected check is no file",
    rule: "affected-check",
    by: (root) =>
      andRecord(root, edit(root, reproFile, "affected.sh", "am-i.sh")),
    says: [
      "[affected-check] repros/fast-math-nan/repro.yaml:9 affected.check: there is no file repros/fast-math-nan/am-i.sh; expected a script of the reproducer. Write it, or correct the name.",
    ],
  },
  {
    title: "a workaround has no sabotaged mutant",
    rule: "missing-mutant",
    by: (root) =>
      andRecord(
        root,
        edit(root, reproFile, "kind: sabotaged", "kind: foreign"),
      ),
    says: [
      '[missing-mutant] repros/fast-math-nan/repro.yaml:28 cases[1].id: case "bit-test" has no sabotaged mutant; expected a workaround case with sabotaged mutants. Add it under "mutants", or the reason why there can be none under "withoutMutant".',
    ],
  },
  {
    title: "an exception from the rule is not needed",
    rule: "missing-mutant",
    by: (root) =>
      andRecord(
        root,
        edit(
          root,
          reproFile,
          "\nmutants:",
          "\nwithoutMutant: [{ case: hazard, kind: foreign, reason: None can be. }]\nmutants:",
        ),
      ),
    says: [
      '[missing-mutant] repros/fast-math-nan/repro.yaml:53 withoutMutant[0]: case "hazard" has a foreign mutant; expected an exception that is needed. Remove it.',
    ],
  },
  {
    title: "a mutant changes text that is not there",
    rule: "mutant",
    by: (root) =>
      andRecord(
        root,
        edit(root, reproFile, '"> 0x7ff0000000000000"', '"> 0x1"'),
      ),
    says: [
      "[mutant] repros/fast-math-nan/repro.yaml:80 mutants[2].change[0].find: the text occurs 0 times in repros/fast-math-nan/victim.c; expected text that occurs exactly once, and other text for it. Correct the change.",
    ],
  },
  {
    title: "a mutant was missed when it was recorded",
    rule: "stale-mutants",
    by: (root) => edit(root, mutantsFile, '"caught": true', '"caught": false'),
    says: [
      '[stale-mutants] content/mutants/fast-math-nan.json mutants[0]: mutant "bits-in-the-program": it was missed: clean; expected a mutant that was caught as it is now. Run misbuilt verify fast-math-nan --mutants --record.',
    ],
  },
  {
    title: "a pinned version is not in the list",
    rule: "tool-versions",
    by: (root) =>
      andRecord(
        root,
        edit(root, reproFile, 'pinned: ["debian"]', 'pinned: ["12"]'),
      ),
    says: [
      '[tool-versions] repros/fast-math-nan/repro.yaml:7 tools.cc.pinned: version "12" is not listed; expected one of tools.cc.versions: debian. Add it there, or correct it.',
    ],
  },
  {
    title: "a case uses a tool that the manifest does not list",
    rule: "tool-versions",
    by: (root) =>
      andRecord(root, edit(root, reproFile, "{ cc: all }", "{ gcc: all }")),
    says: [
      '[tool-versions] repros/fast-math-nan/repro.yaml:24 cases[0].tools.gcc: no tool "gcc" under tools; expected one of cc. Add it under tools with its versions, or correct the name.',
    ],
  },
  {
    title: "a tool has no source",
    rule: "unknown-tool",
    by: (root) => edit(root, "repros/toolchains.yaml", "  cc:", "  gcc:"),
    says: [
      '[unknown-tool] repros/fast-math-nan/repro.yaml:5 tools.cc: no tool "cc" in repros/toolchains.yaml; expected one of gcc. Did you mean "gcc"?',
    ],
  },
  {
    title: "a variable is set twice in a case",
    rule: "clashing-variable",
    by: (root) =>
      andRecord(
        root,
        edit(
          root,
          reproFile,
          "TEST: isnan }",
          "TEST: isnan, CC: a }\n    vary: { TEST: [c], OUT: [d] }",
        ),
      ),
    says: [
      "[clashing-variable] repros/fast-math-nan/repro.yaml:25 cases[0].env.CC: CC, which the tool cc sets too; expected a variable that nothing else of the case sets. Give it another name.",
      "[clashing-variable] repros/fast-math-nan/repro.yaml:26 cases[0].vary.OUT: OUT, which misbuilt itself sets too; expected a variable that nothing else of the case sets. Give it another name.",
      "[clashing-variable] repros/fast-math-nan/repro.yaml:26 cases[0].vary.TEST: TEST, which env sets too; expected a variable that nothing else of the case sets. Give it another name.",
    ],
  },
  {
    title: "a script does not exist",
    rule: "missing-script",
    by: (root) => andRecord(root, rm(join(root, `repros/${slug}/run.sh`))),
    says: [
      "[missing-script] repros/fast-math-nan/repro.yaml:20 cases[0].run: no file repros/fast-math-nan/run.sh; expected a POSIX sh script. Write it, or correct the name.",
    ],
  },
  {
    title: "an expected output does not exist",
    rule: "expected-file",
    by: (root) =>
      andRecord(root, rm(join(root, `repros/${slug}/expected/bit-test.txt`))),
    says: [
      "[expected-file] repros/fast-math-nan/repro.yaml:34 cases[1].expect: no file repros/fast-math-nan/expected/bit-test.txt; expected the exact output of this case. Run misbuilt verify fast-math-nan --bless and review its diff, or set stdout: false.",
    ],
  },
  {
    title: "an expected output is used by no case",
    rule: "stale-expected",
    by: (root) =>
      andRecord(root, put(root, `repros/${slug}/expected/old.txt`, "old\n")),
    says: [
      "[stale-expected] repros/fast-math-nan/expected/old.txt: no case of repros/fast-math-nan/repro.yaml uses it; expected a case that compares with it. Remove it, or correct the case’s id.",
    ],
  },
  {
    title: "signatures lie beside no page",
    rule: "signatures",
    by: (root) =>
      put(root, "content/hazards/gone.signatures.yaml", aloneSignatures),
    says: [
      '[signatures] content/hazards/gone.signatures.yaml: signatures of "gone", which has no page; expected content/hazards/gone.mdx. Write the page, or rename the file.',
    ],
  },
  {
    title: "a silent hazard offers no check and has signs",
    rule: "silent",
    by: async (root) => {
      await put(
        root,
        `content/hazards/${slug}.signatures.yaml`,
        aloneSignatures,
      );
      await edit(
        root,
        reproFile,
        "affected: { check: affected.sh, artefacts: [victim] }",
        "affected: { none: Nothing tells. }",
      );
      await edit(
        root,
        hazardFile,
        '<AffectedCheck of="your-program" />',
        "No.",
      );
      await record(root);
    },
    says: [
      `[silent] content/hazards/fast-math-nan.mdx:18 silent: it is silent, and content/hazards/fast-math-nan.signatures.yaml has signs of it in logs; expected no signatures of a hazard that prints nothing. Remove silent: true, or the file.`,
      `[silent] content/hazards/fast-math-nan.mdx:18 silent: it is silent, and repros/fast-math-nan/repro.yaml offers no affected check; expected a check, because nothing else tells a reader. Write affected.sh, which examines the artefact or the project.`,
    ],
  },
  {
    title:
      "a hazard that prints something has no signs, and its symptom no message",
    rule: "silent",
    by: async (root) => {
      await edit(root, hazardFile, "silent: true", "silent: false");
      await edit(root, symptomFile, "silent: true", "silent: false");
    },
    says: [
      "[silent] content/hazards/fast-math-nan.mdx:18 silent: there is no content/hazards/fast-math-nan.signatures.yaml; expected the signs by which diagnose knows it. Write the file, or say silent: true where nothing is printed.",
      "[silent] content/symptoms/nan-passes.mdx:4 messages: there are none, and the symptom is not silent; expected messages, or silent: true. Add what the tools print, or silent: true where they print nothing.",
    ],
  },
  {
    title:
      "a related hazard is the page itself, and a snippet’s case is no workaround",
    rule: "case-role",
    by: async (root) => {
      await edit(
        root,
        hazardFile,
        "repro: fast",
        `related: [${slug}]\nrepro: fast`,
      );
      await edit(
        root,
        hazardFile,
        "        region: bit-test\n",
        "        region: bit-test\n        case: hazard\n",
      );
    },
    says: [
      '[dangling-reference] content/hazards/fast-math-nan.mdx:25 related[0]: no hazard "fast-math-nan"; expected one that exists; there is none. Correct the name, or write content/hazards/fast-math-nan.mdx.',
      '[case-role] content/hazards/fast-math-nan.mdx:37 workarounds[0].snippets[0].case: case "hazard" has the role hazard in repros/fast-math-nan/repro.yaml; expected a case with the role workaround: bit-test. Name such a case, or correct the role in repros/fast-math-nan/repro.yaml.',
    ],
  },
  {
    title:
      "an axis has a tool and a variable that are not there, and a page another axis",
    rule: "axis",
    by: async (root) => {
      await edit(
        root,
        reproFile,
        "cases:\n",
        "axes:\n  - { id: linker, title: Linker, tools: [ld] }\n  - { id: flag, title: Flag, param: FLAG }\ncases:\n",
      );
      await edit(
        root,
        hazardFile,
        '<Matrix tool="cc" />',
        '<Matrix rows="linker" columns="flags" />',
      );
      await record(root);
    },
    says: [
      '[axis] content/hazards/fast-math-nan.mdx:87 <Matrix> columns: no axis "flags" in repros/fast-math-nan/repro.yaml; expected one of linker, flag. Correct it, or add the axis to repros/fast-math-nan/repro.yaml.',
      '[axis] repros/fast-math-nan/repro.yaml:20 axes[0].tools[0]: no tool "ld" in this manifest; expected one of cc. Correct it, or add the tool.',
      "[axis] repros/fast-math-nan/repro.yaml:21 axes[1].param: no case varies FLAG; expected a variable under `vary` of a case. Vary it, or remove the axis.",
    ],
  },
  {
    title:
      "a CPU model without qemu, a script that does not use it, and a time of no file",
    rule: "machine",
    by: async (root) => {
      await edit(
        root,
        reproFile,
        '    env: { CFLAGS: "-O2", TEST: isnan }\n',
        '    env: { CFLAGS: "-O2", TEST: isnan }\n    machine: { cpu: Nehalem, times: { gone.c: "2001-02-03T04:05:06Z" } }\n',
      );
      await record(root);
    },
    says: [
      "[machine] repros/fast-math-nan/repro.yaml:50 cases[3].machine: the CPU model Nehalem, and no tool qemu; expected qemu among the tools of the case. Add qemu: all to its tools.",
      '[machine] repros/fast-math-nan/repro.yaml:50 cases[3].machine: run.sh starts its program without $EMULATOR; expected a program that runs on the CPU model. Start it by ${EMULATOR:-} "$OUT/program".',
      "[machine] repros/fast-math-nan/repro.yaml:50 cases[3].machine: a time of gone.c, which repros/fast-math-nan does not have; expected one of its files. Correct the name.",
    ],
  },
  {
    title: "a body that is no MDX",
    rule: "syntax",
    by: (root) => edit(root, hazardFile, "Explain it", "Explain <it"),
    says: [
      "[syntax] content/hazards/fast-math-nan.mdx:93: Unexpected character after `<`, expected a valid JSX tag (note: to create a link in MDX, use `[text](url)`); expected MDX. Correct it here; what is no component goes into backquotes.",
    ],
  },
  {
    title: "JavaScript, and an attribute that is computed",
    rule: "literal-page",
    by: (root) =>
      edit(
        root,
        hazardFile,
        "Explain it",
        "{1 + 1}\n\n<Snippet file={`repros/${name}`} />\n\nExplain it",
      ),
    says: [
      "[literal-page] content/hazards/fast-math-nan.mdx:93: JavaScript; expected text, components, and comments in {/* … */}. Write what it gives, or make a component of it in src/components/.",
      '[literal-page] content/hazards/fast-math-nan.mdx:95 <Snippet> file: a value that is computed; expected file="…". Write the value itself.',
    ],
  },
  {
    title:
      "a figure that the verdict does not hold, in the text and in a field",
    rule: "figure",
    by: async (root) => {
      await edit(
        root,
        hazardFile,
        "Explain it",
        'In <Cells case="hazrd" outcome="hazard" /> and <Given>one of two</Given>, explain it',
      );
      await edit(
        root,
        hazardFile,
        "claim: It shows.",
        `claim: 'It shows in <Fact case="hazard" path="n" /> and <Cells case=hazard />.'`,
      );
    },
    says: [
      '[figure] content/hazards/fast-math-nan.mdx:44 claims[0].claim: the facts of cc=debian have no number or word at "n"; expected a path into the facts that it measured: none. Correct its attributes, or record the verdict.',
      '[figure] content/hazards/fast-math-nan.mdx:44 claims[0].claim: a figure that cannot be read; expected <Cells case="…" outcome="…" />, each attribute in double quotes, or <Given because="…">one of two</Given>. Write it so; in YAML the text then stands in single quotes or in a block.',
      '[figure] content/hazards/fast-math-nan.mdx:93 <Cells>: no cell of the case "hazrd"; expected a case with recorded cells: bit-test, hazard, no-fast-math, self-compare. Correct its attributes, or record the verdict.',
      '[figure] content/hazards/fast-math-nan.mdx:93 <Given>: no because; expected because="why no run could come out otherwise". Add it, or take the figure from a verdict.',
    ],
  },
  {
    title: "figures that a person typed, in the text, a heading and a field",
    rule: "typed-figure",
    by: async (root) => {
      await edit(
        root,
        hazardFile,
        "Explain it",
        'It ends in 2.3 of 4; `4 of 5`, [4 of 5](https://example.org/) and\n<Given because="halves">one of two</Given> pass, but\n**9** of the 35 do not. In every run measured, explain it',
      );
      await edit(root, hazardFile, "Build it twice", "Six of twelve");
      await edit(
        root,
        hazardFile,
        "claim: It shows.",
        `claim: 'It shows in <Cells case="hazard" outcome="hazard" /> and in none of 24 cells.'`,
      );
    },
    says: [
      '[typed-figure] content/hazards/fast-math-nan.mdx:44 claims[0].claim: "none of 24", typed by hand; expected a component that reads the verdict. Use <Cells>, <Fact>, <Time> or <Versions>; put a figure that no run decides into <Given because="…">; link one that somebody reported.',
      '[typed-figure] content/hazards/fast-math-nan.mdx:93: "2.3 of 4", typed by hand; expected a component that reads the verdict. Use <Cells>, <Fact>, <Time> or <Versions>; put a figure that no run decides into <Given because="…">; link one that somebody reported.',
      '[typed-figure] content/hazards/fast-math-nan.mdx:95: "9 of the 35", typed by hand; expected a component that reads the verdict. Use <Cells>, <Fact>, <Time> or <Versions>; put a figure that no run decides into <Given because="…">; link one that somebody reported.',
      '[typed-figure] content/hazards/fast-math-nan.mdx:95: "every run measured", typed by hand; expected a component that reads the verdict. Use <Cells>, <Fact>, <Time> or <Versions>; put a figure that no run decides into <Given because="…">; link one that somebody reported.',
      '[typed-figure] content/hazards/fast-math-nan.mdx:99 <Section> title: "Six of twelve", typed by hand; expected a component that reads the verdict. Use <Cells>, <Fact>, <Time> or <Versions>; put a figure that no run decides into <Given because="…">; link one that somebody reported.',
    ],
  },
];

const aloneSignatures = `schemaVersion: 1
signatures:
  - id: words
    match: { text: EXC_I386_GPFLT }
    means: Its name.
possible: [[words]]
next:
  - { command: "true", reads: Nothing. }
`;

const secondCause = `causes:
  - id: second
    title: Another
    hazard: second
    speaksFor: [It says so.]
    speaksAgainst: []
    check: { command: "true", reads: Nothing. }
`;

test("a sound catalogue has no problem", async () => {
  expect(await linesOf(await makeCatalogue())).toEqual([]);
});

test("a cell that is clean for its parameter, as the manifest says, speaks of no version", async () => {
  const root = await makeCatalogue();
  const excepted = `vary: { LEVEL: ["2", "1"] }
    ${exceptions}
        - { params: { LEVEL: ["1"] }, outcome: clean, reason: That level folds nothing. }`;
  const ranges = 'ranges: [{ introduced: unknown, fixed: "12.4.0" }]';
  await compilers(root, ranges, excepted);
  const lines = await linesOf(root);
  expect(lines.filter((line) => line.startsWith("[range-"))).toEqual([]);
});

test("what is commented out is not on the page", async () => {
  const root = await makeCatalogue();
  await edit(
    root,
    hazardFile,
    "Explain it",
    '{/* <Snippet file="repros/gone.c" /> 9 of 35 [a](http://example.org) */}\n\nExplain it',
  );
  expect(await linesOf(root)).toEqual([]);
});

test.for(breakages)("$title ($rule)", async ({ rule, by, says }) => {
  const root = await makeCatalogue();
  await by(root);
  const lines = await linesOf(root);
  expect(lines).toEqual(says);
  expect(says.some((line) => line.startsWith(`[${rule}] `))).toBe(true);
});

test("every rule is broken here or by a forgery at least once", () => {
  const broken = new Set([
    ...breakages.map(({ rule }) => rule),
    ...[...measuredForgeries, ...verdictForgeries, ...historyForgeries].map(
      ({ rule }) => rule,
    ),
    ...otherForgeries,
  ]);
  expect(
    checks.map(({ rule }) => rule).filter((rule) => !broken.has(rule)),
  ).toEqual([]);
});
