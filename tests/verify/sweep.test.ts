import { existsSync } from "node:fs";
import { mkdir, utimes, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { sweep } from "../../src/verify/run/sweep.ts";
import { temporary } from "./cli.ts";

it("old answers and prepared folders go; young ones and toolchains stay", async () => {
  const cache = await temporary();
  const put = async (path: string, days: number): Promise<string> => {
    const file = join(cache, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, "{}");
    const then = new Date(Date.now() - days * 86_400_000);
    await utimes(file, then, then);
    return file;
  };
  const old = [
    await put("answers/ab/ab1.json", 15),
    await put("prepared/x", 15),
  ];
  const young = [
    ...[await put("answers/ab/ab2.json", 13), await put("prepared/y", 13)],
    await put("toolchains/zig", 400),
  ];
  // No process has the largest number that there could be; this one is alive.
  old.push(await put("prepared/z.4194305-1.old/file", 0));
  old.push(await put("answers/ab/ab3.json.4194305-1.tmp", 0));
  young.push(await put(`prepared/z.${process.pid}-1.old/file`, 0));
  young.push(await put(`answers/ab/ab4.json.${process.pid}-1.tmp`, 0));
  await sweep(cache);
  expect([...old, ...young].map((path) => existsSync(path))).toEqual([
    ...old.map(() => false),
    ...young.map(() => true),
  ]);
  await expect(sweep(join(cache, "none"))).resolves.toBeUndefined();
});
