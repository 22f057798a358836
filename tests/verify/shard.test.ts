import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { copyOf, misbuilt, parse, temporary } from "./cli.ts";

const planned = z.object({
  plan: z.object({ cells: z.number() }),
  matrix: z.object({
    include: z.array(z.object({ shard: z.string(), cells: z.number() })),
  }),
});

describe("two machines", () => {
  it("run a plan's shards, and merge gives and records what one machine would", async () => {
    const root = await copyOf("aligned-store");
    const cache = await temporary();
    const files = await temporary();
    const plan = await misbuilt(
      ["plan", "--root", root, "--matrix", "--shards", "2", "--json"],
      cache,
    );
    const { include } = planned.parse(JSON.parse(plan.stdout)).matrix;
    expect(include.map(({ shard }) => shard)).toEqual(["1/2", "2/2"]);
    expect(include.map(({ cells }) => cells).sort()).toEqual([2, 3]);

    const paths: string[] = [];
    for (const { shard, cells } of include) {
      const run = await misbuilt(
        ["verify", "--root", root, "--matrix", "--shard", shard, "--json"],
        cache,
      );
      expect(run.code, run.stderr).toBe(0);
      expect(parse(run).cells).toHaveLength(cells);
      const path = join(files, `${shard.replace("/", "-")}.json`);
      await writeFile(path, run.stdout);
      paths.push(path);
    }
    const [first = "", second = ""] = paths;
    const forth = await misbuilt(
      ["merge", "--root", root, first, second, "--json", "--record"],
      cache,
    );
    const back = await misbuilt(
      ["merge", "--root", root, second, first, second, "--json"],
      cache,
    );
    expect(forth.code, forth.stderr).toBe(0);
    expect(back.stdout).toBe(forth.stdout);
    const whole = await misbuilt(
      ["verify", "--root", root, "--matrix", "--json"],
      cache,
    );
    expect(parse(forth).summary).toEqual(parse(whole).summary);
    expect(
      await readFile(join(root, "content/verdicts/aligned-store.json"), "utf8"),
    ).toContain('"schemaVersion": 2');

    const gap = await misbuilt(["merge", "--root", root, second], cache);
    expect(gap.code).toBe(2);
    expect(gap.stderr).toMatch(
      /cells are in none of the files: there is no shard 1\/2/,
    );
    await writeFile(first, "{}");
    const broken = await misbuilt(["merge", "--root", root, first], cache);
    expect(broken.code).toBe(2);
    expect(broken.stderr).toMatch(
      /expected the output of misbuilt verify --json/,
    );
  });
});
