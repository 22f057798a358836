import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { visible } from "../../src/catalog/read/visible.ts";
import { colored, table } from "../../src/verify/report/table.ts";
import { result } from "./build.ts";
import { copyOf, misbuilt, parse, temporary } from "./cli.ts";

// Clears the screen, sets the window's title, goes up a line, hides what follows, and turns it round.
const hostile =
  "\u001b[2J\u001b]0;ok\u0007\u001b[1A\u001b[8m\u009b31m\u202egood";
const shown = String.raw`\u001b[2J\u001b]0;ok\u0007\u001b[1A\u001b[8m\u009b31m\u202egood`;

test("control characters are escaped, tabs and newlines are not", () => {
  expect(visible(`a\tb\n${hostile}\r`)).toBe(`a\tb\n${shown}\\u000d`);
  expect(JSON.parse(visible(JSON.stringify({ hostile })))).toEqual({ hostile });
});

test("in colour, only the table's own colours reach the terminal", () => {
  const cell = result({ ok: false, detail: `expected this\n${hostile}` });
  const text = table([cell], colored);
  expect(text).toContain(shown);
  const own = ["1", "2", "22", "31", "32", "39"].map(
    (code) => `\u001b[${code}m`,
  );
  const rest = own.reduce((left, one) => left.replaceAll(one, ""), text);
  expect(rest).not.toContain("\u001b");
});

test("what a reproducer prints is escaped for a person and exact in JSON", async () => {
  const root = await copyOf("aligned-store");
  const script = join(root, "repros/aligned-store/run.sh");
  const octal = [...Buffer.from(hostile)]
    .map((byte) => `\\${byte.toString(8).padStart(3, "0")}`)
    .join("");
  await writeFile(
    script,
    `printf '${octal}'\nprintf '${octal}' >&2\n${await readFile(script, "utf8")}`,
  );
  const cache = await temporary();
  const args = ["verify", "--root", root, "--case", "aligned"];
  const { code, stdout, stderr } = await misbuilt(args, cache);
  expect(code).toBe(1);
  // Escape sequences are no part of what is compared; the mark that turns text round is.
  expect(stdout).toContain(String.raw`\u202egood`);
  expect(visible(stdout + stderr)).toBe(stdout + stderr);
  const report = await misbuilt([...args, "--json"], cache);
  expect(parse(report).cells[0]?.stdout).toContain("\u202egood");
});
