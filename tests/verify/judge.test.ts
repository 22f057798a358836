import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { unifiedDiff } from "../../src/verify/judge/diff.ts";
import { judge } from "../../src/verify/judge/judge.ts";
import { normalise } from "../../src/verify/judge/normalise.ts";
import { observed, oneCell } from "./build.ts";

describe("normalising output", () => {
  const places = {
    OUT: "/tmp/misbuilt/out",
    REPRO: "/tmp/misbuilt/repro",
    ZIG: "/cache/zig/0.15.2/ziglang/zig",
    ZIG_FOLDER: "/cache/zig/0.15.2",
  };

  it("names paths, the longest first, and hides addresses but not offsets", () => {
    expect(
      normalise(
        "/cache/zig/0.15.2/ziglang/zig /cache/zig/0.15.2/lib /tmp/misbuilt/out/a 0x7ffe12345678 0x18\r\n\u001b[31mred\u001b[0m",
        places,
      ),
    ).toBe("$ZIG $ZIG_FOLDER/lib $OUT/a 0xADDRESS 0x18\nred");
  });

  it("changes nothing more the second time, and never a text without paths and addresses", () => {
    const words = fc.string({
      unit: fc.constantFrom(
        "a",
        " ",
        "\n",
        "0x",
        "12",
        "f",
        "/tmp/misbuilt/out",
      ),
    });
    fc.assert(
      fc.property(words, (text) => {
        const once = normalise(text, places);
        expect(normalise(once, places)).toBe(once);
      }),
    );
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z \n]*$/), (text) => {
        expect(normalise(text, places)).toBe(text);
      }),
    );
  });
});

describe("a cell is judged", () => {
  it("ok where outcome and output are as expected", () => {
    const cell = judge(oneCell(), observed(), "returned\n");
    expect(cell).toMatchObject({
      outcome: "clean",
      ok: true,
      detail: "run exited 0",
      stdout: "returned\n",
    });
  });

  it("not ok where another outcome shows, with what to do", () => {
    const cell = judge(oneCell(), observed({ exit: 139, stdout: "" }), "");
    expect(cell).toMatchObject({ outcome: "hazard", ok: false });
    expect(cell.detail).toContain(
      '"except" of case a in repros/example/repro.yaml',
    );
  });

  it("an error where no sign fits, where two fit, or where it was ended", () => {
    const cell = oneCell();
    const strange = judge(cell, observed({ exit: 3, stderr: "oops" }), "");
    expect(strange.outcome).toBe("error");
    expect(strange.detail).toMatch(/run exited 3, and that fits no sign.*oops/);
    const silent = judge(cell, observed({ stdout: "" }), "");
    expect(silent.outcome).toBe("error");
    const ended = { ...observed(), problem: "time-limit: too long" };
    expect(judge(cell, ended, "returned\n")).toMatchObject({
      outcome: "error",
      ok: false,
      detail: "time-limit: too long",
    });
    const build = { exit: 1, stdout: "", stderr: "no" };
    const unfinished = { ...observed({ exit: null, stdout: "" }), build };
    expect(judge(cell, unfinished, "").outcome).toBe("blocked");
  });

  it("names the limit that it was at only where its end is a surprise", () => {
    const suspicion = "disk-limit: $OUT was full";
    const fine = judge(oneCell(), { ...observed(), suspicion }, "returned\n");
    expect(fine.ok).toBe(true);
    const bad = judge(oneCell(), { ...observed({ exit: 2 }), suspicion }, "");
    expect(bad.detail).toMatch(/^disk-limit: \$OUT was full; run exited 2/);
  });

  it("by all that a refused build says, where blocked is expected", () => {
    const cell = oneCell({ outcome: "blocked" });
    const refused = {
      ...observed({ exit: null, stdout: "" }),
      build: { exit: 1, stdout: "linking\n", stderr: "error: no\n" },
    };
    expect(judge(cell, refused, "linking\nerror: no\n").ok).toBe(true);
    expect(judge(cell, refused, "linking\n").ok).toBe(false);
  });

  it("is ok only where the output equals the expected text exactly", () => {
    const line = fc.stringMatching(/^[a-c ]{0,3}$/);
    const text = fc
      .array(line, { maxLength: 6 })
      .map((list) => list.join("\n"));
    const cell = oneCell();
    fc.assert(
      fc.property(text, text, (printed, wanted) => {
        const stdout = `returned${printed}`;
        const expected = `returned${wanted}`;
        expect(judge(cell, observed({ stdout }), expected).ok).toBe(
          stdout === expected,
        );
      }),
    );
  });
});

/** Applies a unified diff made with enough context to hold everything. */
function apply(diff: string): { before: string; after: string } {
  const lines = diff.split("\n").slice(3, -1);
  const side = (mark: string): string =>
    lines
      .filter((line) => line.startsWith(" ") || line.startsWith(mark))
      .map((line) => `${line.slice(1)}\n`)
      .join("");
  return { before: side("-"), after: side("+") };
}

describe("a difference", () => {
  const text = fc
    .array(fc.constantFrom("a", "b", "c", "d"), { maxLength: 12 })
    .map((lines) => lines.map((line) => `${line}\n`).join(""));

  it("is empty only for equal texts, and holds both of them", () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const diff = unifiedDiff(before, after, ["old", "new"], 100);
        expect(diff === "").toBe(before === after);
        if (diff !== "") expect(apply(diff)).toEqual({ before, after });
      }),
    );
  });

  it("shows what changed with lines around it, and their numbers", () => {
    const numbers = (list: readonly number[]): string =>
      list.map((number) => `${number}\n`).join("");
    const before = numbers([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    const after = before.replace("5\n", "five\n");
    expect(unifiedDiff(before, after, ["old", "new"], 1)).toBe(
      "--- old\n+++ new\n@@ -4,3 +4,3 @@\n 4\n-5\n+five\n 6\n",
    );
    expect(unifiedDiff("", "a\n", ["old", "new"])).toBe(
      "--- old\n+++ new\n@@ -0,0 +1,1 @@\n+a\n",
    );
    expect(unifiedDiff("a", "a\n", ["old", "new"])).toBe(
      "--- old\n+++ new\n@@ -1,1 +1,1 @@\n-a\n\\ No newline at end of file\n+a\n",
    );
  });

  it("of two huge texts takes no long time", () => {
    const huge = (word: string): string => `${word}\n`.repeat(50_000);
    const started = Date.now();
    expect(unifiedDiff(huge("a"), huge("b"), ["old", "new"])).toBe(
      "--- old\n+++ new\nmore than 2000 lines differ: 50000 before, 50000 after\n",
    );
    expect(Date.now() - started).toBeLessThan(20_000);
  });
});
