import { expect, test } from "vitest";
import {
  unbroken,
  unbrokenFlags,
  unbrokenText,
} from "../../src/site/unbroken.ts";

const whole = (text: string) => `<span class="whole">${text}</span>`;

test.each([
  ["with -O2 and -O3", `with ${whole("-O2")} and ${whole("-O3")}`],
  [
    "compiled with --coverage, as the well-known",
    `compiled with ${whole("--coverage,")} as the well-known`,
  ],
  ["(-fno-pie)", `(${whole("-fno-pie)")}`],
  ["a < b -c", `a &lt; b ${whole("-c")}`],
  ["1 - 2", "1 - 2"],
])("a flag in the text %j stays on one line", (text, html) => {
  expect(unbrokenFlags(text)).toBe(html);
});

test("a word of code with a hyphen stays whole, a very long one and a tag do not change", () => {
  expect(unbrokenText("ld -dead_strip")).toBe(`ld ${whole("-dead_strip")}`);
  const long = `--${"x".repeat(40)}`;
  expect(unbrokenText(long)).toBe(long);
  expect(unbroken('<a data-x="1">b-c</a>')).toBe(
    `<a data-x="1">${whole("b-c")}</a>`,
  );
});
