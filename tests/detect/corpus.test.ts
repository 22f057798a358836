import { beforeAll, describe, expect, it, test } from "vitest";
import { diagnosis as published } from "../../src/catalog/export/diagnosis.ts";
import { jsonReporter } from "../../src/cli/reporters/json.ts";
import { diagnose } from "../../src/detect/log/diagnose.ts";
import { compile, type Compiled } from "../../src/detect/log/signs.ts";
import { loadCorpus, loadKnowledge } from "../corpus/corpus.ts";
import { score, total } from "../corpus/score.ts";

const samples = loadCorpus();
let compiled: Compiled;
beforeAll(async () => {
  compiled = compile(await loadKnowledge());
});

describe("the corpus", () => {
  it("has at least 60 logs, and as many hard negatives as positives", () => {
    const negatives = samples.filter(({ hazard }) => hazard === "none");
    expect(samples.length).toBeGreaterThanOrEqual(60);
    expect(negatives.length).toBeGreaterThanOrEqual(
      samples.length - negatives.length,
    );
  });

  it("has a positive for every hazard that has signatures", () => {
    const known = compiled.knowledge.hazards.map(({ slug }) => slug);
    const shown = new Set(samples.map(({ hazard }) => hazard));
    expect(known.filter((slug) => !shown.has(slug))).toEqual([]);
  });

  it("holds a fifth back from tuning", () => {
    const share = samples.filter(({ heldOut }) => heldOut).length;
    expect(share / samples.length).toBeGreaterThan(0.15);
  });
});

test("what is printed of each log, and of all of them, is what /schema/diagnosis.json says, with no field more", () => {
  const audience = { color: false, site: null };
  const inputs = samples.map(({ name, bytes }) => ({
    file: name,
    diagnosis: diagnose(compiled, bytes),
  }));
  for (const printed of [[inputs[0]], [inputs[1]], inputs].map((some) =>
    jsonReporter(
      some.filter((one) => one !== undefined),
      audience,
    ),
  ))
    expect(published.safeParse(JSON.parse(printed)).error).toBeUndefined();
});

describe("a log that signatures were tuned on", () => {
  for (const sample of samples.filter(({ heldOut }) => !heldOut))
    it(`${sample.name}: ${sample.hazard}`, () => {
      const scored = score(compiled, sample);
      const accused = scored.findings
        .filter((each) => each.confidence !== "possible")
        .map((each) => each.hazard);
      if (sample.hazard === "none") expect(accused).toEqual([]);
      else expect(scored.findings[0]?.hazard).toBe(sample.hazard);
      expect(scored.right).toBe(scored.accused);
      for (const hazard of sample.ruledOut)
        expect(scored.ruledOut).toContain(hazard);
      if (sample.symptom !== undefined)
        expect(scored.symptoms).toContain(sample.symptom);
    });
});

describe("logs that signatures were not tuned on", () => {
  it("are recognised at first place, and no toolchain is wrongly called likely", () => {
    // Only sums: a look at single held-out logs would be tuning on them.
    const sums = total(
      samples
        .filter(({ heldOut }) => heldOut)
        .map((sample) => score(compiled, sample)),
    );
    expect(sums.first / sums.positives).toBeGreaterThanOrEqual(0.8);
    expect(sums.right / sums.accused).toBeGreaterThanOrEqual(0.95);
  });
});

describe("a signature", () => {
  const rows = async () =>
    [
      ...(await loadKnowledge()).hazards,
      ...(await loadKnowledge()).symptoms,
    ].flatMap(({ slug, signs }) =>
      signs.signatures.map((signature) => ({ slug, signature })),
    );

  it("cites where it was seen, or matches a log of the corpus", async () => {
    const unseen: string[] = [];
    for (const { slug, signature } of await rows()) {
      if (signature.seen.length > 0) continue;
      const alone = compile({
        hazards: [
          {
            slug,
            code: slug,
            title: slug,
            url: "",
            signs: {
              schemaVersion: 1,
              signatures: [{ ...signature, speaks: "for", unless: [] }],
              certain: [],
              likely: [],
              possible: [[signature.id]],
              next: [{ unless: [], command: "none", reads: "none" }],
            },
          },
        ],
        symptoms: [],
      });
      if (!samples.some((sample) => score(alone, sample).findings.length > 0))
        unseen.push(`${slug}: ${signature.id}`);
    }
    expect(unseen).toEqual([]);
  }, 60_000);
});
