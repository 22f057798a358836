/** Nights with a real compiler that are killed anywhere: whatever the moment, what they come to is what an undisturbed one does. */
import { randomInt } from "node:crypto";
import { readFileSync } from "node:fs";
import { cp, rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { event } from "../../src/catalog/schema/index.ts";
import {
  after,
  changes,
  copySite,
  isSettled,
  leftovers,
  night,
  openWorkshop,
  orphans,
  remains,
  type Ended,
  type Site,
} from "./workshop.ts";

const points = 10;
/** Names the points: MISBUILT_SEED=… vitest run tests/nightly/kill.test.ts repeats them. */
const seed = Number(process.env["MISBUILT_SEED"] ?? randomInt(1, 2 ** 31 - 1));

/** Numbers from 0 to 1, the same for the same seed. */
function numbers(from: number): () => number {
  let state = from;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

let shop: Awaited<ReturnType<typeof openWorkshop>>;
let whole: { site: Site; ended: Ended; left: Record<string, string> };
let length = 0;
let steps = 0;

beforeAll(async () => {
  process.stdout.write(`MISBUILT_SEED=${seed}\n`);
  shop = await openWorkshop();
  await shop.upgrade();
  const first = await night(shop.first, []);
  expect(first.code, first.stderr).toBe(0);
  await shop.upgrade("-fwrapv");
  const site = await copySite(shop.first);
  const over = new AbortController();
  const counted = changes(site, Infinity, over.signal);
  const from = performance.now();
  const ended = await night(site, []);
  length = performance.now() - from;
  over.abort();
  steps = await counted;
  whole = { site, ended, left: await remains(site) };
}, 120_000);
afterAll(() => shop.close());

const summary = z.object({
  exit: z.number(),
  events: z.array(event),
  summary: z.object({ ok: z.number(), drift: z.number(), error: z.number() }),
});

/** What a night said of itself at its end: its exit code, its changes, and how many cells came to what. */
function summaryOf(site: Site) {
  const file = join(site, "root/out/nightly/summary.json");
  const said = summary.parse(JSON.parse(readFileSync(file, "utf8")));
  return { ...said, events: said.events.map(({ id }) => id) };
}

/** Starts nights of fresh copies until one is killed while it runs; a point that came too late is drawn again, earlier. */
async function killOnce(
  draw: () => number,
  byChange: boolean,
): Promise<{ site: Site; ended: Ended; drawn: number }> {
  for (let scale = 1, drawn = 1; drawn <= 12; scale *= 0.85, drawn += 1) {
    const site = await copySite(shop.first);
    const share = draw() * scale;
    const ended = await night(site, [], async (over) => {
      if (byChange) await changes(site, 1 + share * steps, over);
      else await after(share * length, over);
    });
    if (ended.signal === "SIGKILL" && !isSettled(site))
      return { site, ended, drawn };
  }
  throw new Error("no kill hit a night that was running");
}

describe(`a night of the machine's compiler (MISBUILT_SEED=${seed})`, () => {
  it("that is left alone tells what changed, and leaves nothing behind", async () => {
    expect(whole.ended.code, whole.ended.stderr).toBe(1);
    const events = whole.left["root/content/events/2026.jsonl"] ?? "";
    expect(Object.keys(whole.left)).toHaveLength(7);
    expect(events.match(/"kind":"fixed"/g)).toHaveLength(3);
    expect(whole.left["root/content/history/overflow.jsonl"]).toMatch(
      /"again":\{("\d":"CC",?){3}\}/,
    );
    expect(await leftovers(whole.site, [whole.ended.pid])).toEqual([]);
    expect(await orphans(whole.site, 0)).toEqual([]);
  });

  it("that is killed when all is written but its end, such as while the site is built, ends the same", async () => {
    const site = await copySite(whole.site);
    await cp(join(whole.site, "root/out"), join(site, "root/out"), {
      recursive: true,
    });
    await rm(join(site, "root/out/nightly/settled"));
    const last = await night(site, ["--resume"]);
    expect(last.stderr).toContain("resumed: every cell had run");
    expect(last.code, last.stderr).toBe(whole.ended.code);
    expect(await remains(site)).toEqual(whole.left);
    expect(summaryOf(site)).toEqual(summaryOf(whole.site));
  });

  it.each(Array.from({ length: points }, (_, index) => index + 1))(
    "killed at point %i, and once more when it was resumed, comes to the same",
    async (point) => {
      const draw = numbers(seed + point * 7919);
      const { site, ended, drawn } = await killOnce(draw, point % 2 === 0);
      expect(ended.signal).toBe("SIGKILL");
      expect(await orphans(site, 5000)).toEqual([]);
      // Also before anything mends it, each file is whole: all that reads them does.
      await remains(site);
      const pids = [ended.pid];
      const again = await night(site, ["--resume"], (over) =>
        after(draw() * length, over),
      );
      pids.push(again.pid);
      expect(await orphans(site, 5000)).toEqual([]);
      let last = again;
      if (!isSettled(site)) {
        last = await night(site, ["--resume"]);
        pids.push(last.pid);
      }
      process.stdout.write(
        `point ${point}: hit at draw ${drawn}, then ${again.signal ?? "too late"}: ${last.stderr.split("\n")[0] ?? ""}\n`,
      );
      expect(await remains(site)).toEqual(whole.left);
      if (last.signal === null) expect(last.code).toBe(whole.ended.code);
      expect(summaryOf(site)).toEqual(summaryOf(whole.site));
      expect(await leftovers(site, pids)).toEqual([]);
    },
    120_000,
  );
});
