import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { parseHistory } from "../../src/catalog/history/history.ts";
import { copyOf, misbuilt, temporary } from "../verify/cli.ts";

const slug = "aligned-store";

it("a history tells a blessed expectation from an edited one, and neither from a night that changed nothing", async () => {
  const [root, cache] = [await copyOf(slug), await temporary()];
  const file = (path: string): string => join(root, path);
  const expected = `repros/${slug}/expected/aligned.txt`;
  const change = async (path: string, from: string, to: string) => {
    const text = await readFile(file(path), "utf8");
    expect(text).toContain(from);
    await writeFile(file(path), text.replace(from, to));
  };
  const night = async (): Promise<void> => {
    const args = ["verify", "--root", root, "--matrix", "--no-cache", "--json"];
    await writeFile(file("report.json"), (await misbuilt(args, cache)).stdout);
    const settle = ["settle", file("report.json"), "--root", root];
    expect((await misbuilt(settle, cache)).code).toBeLessThan(2);
  };
  const told = async () => {
    const text = await readFile(file(`content/history/${slug}.jsonl`), "utf8");
    const { nights, expectations } = parseHistory(slug, text);
    const each = expectations.map(({ how, cases }) => [how, ...cases]);
    return { nights: nights.length, each };
  };
  await night();
  const first = ["first", "hazard", "aligned", "refused"];
  expect(await told()).toEqual({ nights: 1, each: [first] });

  await change(expected, "returned", "came back");
  const bless = ["verify", slug, "--root", root, "--matrix", "--bless"];
  const blessed = await misbuilt(bless, cache);
  expect(blessed.stderr).toContain(`blessed ${expected}`);
  // What it was before is what it is now: nothing that a reader was told has changed.
  expect((await told()).each).toEqual([first]);

  for (const path of [expected, `repros/${slug}/main.c`])
    await change(path, "returned", "returned home");
  // The edited text is what is known; then the program prints something else, and that is blessed.
  await night();
  // Two cases share the file.
  const edit = ["edit", "aligned", "refused"];
  expect((await told()).each).toEqual([first, edit]);
  await change(`repros/${slug}/main.c`, "returned home", "returned late");
  const again = await misbuilt(bless, cache);
  expect(again.stderr).toContain(`noted in content/history/${slug}.jsonl`);
  await night();
  expect(await told()).toEqual({
    nights: 3,
    each: [first, edit, ["bless", "aligned", "refused"]],
  });
}, 120_000);
