import {
  existsSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  utimesSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { dropUnread, kept } from "../../src/site/kept.ts";

const folder = mkdtempSync(join(tmpdir(), "misbuilt-kept-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** What is kept for `parts`, and how often it had to be made. */
async function ask(...parts: string[]): Promise<[string, number]> {
  let made = 0;
  const text = await kept(
    parts,
    () => {
      made += 1;
      return Promise.resolve(`<i>${parts.join("+")}</i>`);
    },
    folder,
  );
  return [text, made];
}

test("what was made of the same parts is not made again; another part makes it anew", async () => {
  expect(await ask("c", "int x;")).toEqual(["<i>c+int x;</i>", 1]);
  expect(await ask("c", "int x;")).toEqual(["<i>c+int x;</i>", 0]);
  expect(await ask("cpp", "int x;")).toEqual(["<i>cpp+int x;</i>", 1]);
  expect(await ask("ci", "nt x;")).toEqual(["<i>ci+nt x;</i>", 1]);
  expect(
    readdirSync(folder).filter((name) => !/^[0-9a-f]{64}$/.test(name)),
  ).toEqual([]);
});

test("what no build has read for a month goes; what one reads stays", async () => {
  await ask("read");
  await ask("unread");
  const old = new Date(Date.now() - 40 * 24 * 60 * 60 * 1000);
  for (const name of readdirSync(folder))
    utimesSync(join(folder, name), old, old);
  expect(await ask("read")).toEqual(["<i>read</i>", 0]);
  await dropUnread(folder);
  expect(readdirSync(folder)).toHaveLength(1);
  expect(await ask("read")).toEqual(["<i>read</i>", 0]);
  rmSync(folder, { recursive: true });
  await dropUnread(folder);
  expect(existsSync(folder)).toBe(false);
  expect(await ask("read")).toEqual(["<i>read</i>", 1]);
});
