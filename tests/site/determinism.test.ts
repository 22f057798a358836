import { spawn } from "node:child_process";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { highlight } from "../../src/site/highlight.ts";
import { buildSite } from "./support/build.ts";
import { writeFixture } from "./support/fixture.ts";

/** Every file below a folder, with its bytes. */
function contents(folder: string): Map<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length));
  return new Map(
    files
      .sort()
      .map((name) => [name, readFileSync(join(folder, name), "latin1")]),
  );
}

/** Keeps every core busy until the test ends. */
function keepBusy(): void {
  const burners = Array.from({ length: availableParallelism() }, () =>
    spawn(process.execPath, ["-e", "for (;;);"], { stdio: "ignore" }),
  );
  onTestFinished(() => {
    for (const one of burners) one.kill("SIGKILL");
  });
}

/** A module under which each look at the clock finds it a second later: what is cut short after a time is cut at once. */
const leapingClock = `
const real = Date.now;
let leaps = 0;
Date.now = () => real() + 1000 * leaps++;
`;

test("two builds of one catalogue are the same bytes, by a slow clock, on busy cores and in another time zone", async () => {
  const root = await writeFixture("determinism");
  const quiet = contents(buildSite(root, "quiet"));
  expect(quiet.size).toBeGreaterThan(90);
  // What the first build kept would be taken as it is.
  rmSync(join(root, "node_modules"), { recursive: true });
  keepBusy();
  writeFileSync(join(root, "clock.mjs"), leapingClock);
  const busy = contents(
    buildSite(root, "busy", {
      NODE_OPTIONS: `--import=${join(root, "clock.mjs")}`,
      TZ: "Pacific/Kiritimati",
      LC_ALL: "C",
    }),
  );
  expect([...busy.keys()]).toEqual([...quiet.keys()]);
  const differ = [...quiet].filter(([name, bytes]) => busy.get(name) !== bytes);
  expect(differ.map(([name]) => name)).toEqual([]);
}, 240_000);

test("code keeps its colours however long they take", async () => {
  // Texts that no earlier run has kept.
  const run = process.hrtime.bigint();
  const code = (name: string) => `const a = "b"; // ${name}\n`.repeat(3);
  const colours = await highlight(code(`${run}-quick`), "typescript");
  let leaps = 0;
  const real = Date.now;
  vi.spyOn(Date, "now").mockImplementation(() => real() + 1000 * leaps++);
  onTestFinished(() => {
    vi.restoreAllMocks();
  });
  expect(await highlight(code(`${run}-slow`), "typescript")).toBe(
    colours.replaceAll("-quick", "-slow"),
  );
  expect(colours).toContain("t-string");
});
