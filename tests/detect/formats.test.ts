import { beforeAll, describe, expect, it } from "vitest";
import { diagnose } from "../../src/detect/log/diagnose.ts";
import { compile, type Compiled } from "../../src/detect/log/signs.ts";
import { loadCorpus, loadKnowledge } from "../corpus/corpus.ts";
import { formats } from "../corpus/formats.ts";

const samples = loadCorpus().map(({ name, bytes }) => ({
  name,
  text: new TextDecoder().decode(bytes).replaceAll("\r\n", "\n"),
}));
let compiled: Compiled;
beforeAll(async () => {
  compiled = compile(await loadKnowledge());
});

const answer = (text: string): string =>
  diagnose(compiled, text)
    .findings.map(({ hazard, confidence }) => `${hazard} ${confidence}`)
    .join(", ");

describe("the answer stays the same in the format", () => {
  for (const [format, dress] of Object.entries(formats))
    it(format, () => {
      const changed = samples.flatMap(({ name, text }) => {
        const before = answer(text);
        const after = answer(dress(text));
        return before === after
          ? []
          : [`${name}: ${before || "nothing"} -> ${after || "nothing"}`];
      });
      expect(changed).toEqual([]);
    });
});

describe("a log that ends early", () => {
  it("is never called certain or likely where the whole is not", () => {
    const risen: string[] = [];
    for (const { name, text } of samples) {
      const sure = (part: string) =>
        diagnose(compiled, part)
          .findings.filter(({ confidence }) => confidence !== "possible")
          .map(({ hazard }) => hazard);
      const whole = new Set(sure(text));
      const excluded = new Set(
        diagnose(compiled, text).ruledOut.map(({ hazard }) => hazard),
      );
      const cuts = text.split("\n");
      for (let kept = 1; kept < cuts.length; kept++)
        for (const hazard of sure(cuts.slice(0, kept).join("\n")))
          // What speaks against it may stand in the part that was cut away.
          if (!whole.has(hazard) && !excluded.has(hazard))
            risen.push(`${name}: ${hazard} after ${kept} lines`);
    }
    expect(risen).toEqual([]);
  });
});
