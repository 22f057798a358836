import { expect, test } from "vitest";
import { versionLine } from "../../src/verify/provision/identify.ts";

test("the line with the version is taken, where the first has none", () => {
  expect(
    versionLine(
      "llvm-strip, compatible with GNU strip\nDebian LLVM version 14.0.6\n  Optimized build.",
    ),
  ).toBe("Debian LLVM version 14.0.6");
});

test("the first line is taken, where it has a version or none has", () => {
  expect(versionLine("gcc (Debian 12.2.0-14) 12.2.0\nCopyright 1.2")).toBe(
    "gcc (Debian 12.2.0-14) 12.2.0",
  );
  expect(versionLine("a tool\nwithout a number")).toBe("a tool");
});
