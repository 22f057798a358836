import { readFileSync } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { discovered } from "../../src/catalog/schema/index.ts";
import { misbuilt, parse, temporary, type Run } from "../verify/cli.ts";
import { openRegistries } from "./registries.ts";

type World = Awaited<ReturnType<typeof openRegistries>>;
let world: World;
let cache = "";
let asked: Run;

const found = () =>
  discovered.parse(
    JSON.parse(
      readFileSync(join(world.root, "repros/discovered.json"), "utf8"),
    ),
  ).tools;
const verify = (version: string, own = cache): Promise<Run> =>
  misbuilt(
    ["verify", "--root", world.root, "--tool", version, "--json", "--no-cache"],
    own,
    world.env,
  );

beforeAll(async () => {
  world = await openRegistries();
  cache = await temporary();
  asked = await misbuilt(["discover", "--root", world.root], cache, world.env);
});
afterAll(() => world.close());

describe("discover", () => {
  it("takes of npm the newest release alone, pinned by the integrity of its bytes", () => {
    expect(asked.code, asked.stderr).toBe(0);
    expect(Object.keys(found()["node-drill"] ?? {})).toEqual(["2.0.0"]);
    expect(found()["node-drill"]?.["2.0.0"]?.tarball?.integrity).toMatch(
      /^sha512-/,
    );
  });

  it("takes the release that rustup would update to", () => {
    expect(Object.keys(found()["rustc-drill"] ?? {})).toEqual(["1.3.0"]);
  });

  it("takes a package of the distribution only where it can be beside the others", () => {
    expect(Object.keys(found()["other"] ?? {})).toEqual(["2"]);
    expect(found()["drill"]).toBeUndefined();
    expect(asked.stdout).toMatch(
      /^offered {2}drill 2: drill-2 cannot be beside drill-1: .*in each other's way/m,
    );
  });

  it("finds nothing new a second time", async () => {
    const again = await misbuilt(
      ["discover", "--root", world.root],
      cache,
      world.env,
    );
    expect(again.stdout).not.toMatch(/^new/m);
  });
});

describe("a release that was found", () => {
  it("is fetched through npm once, and needs no registry any more", async () => {
    const before = world.registry.state.tarballs;
    const run = await verify("node-drill=2.0.0");
    expect(run.code, run.stderr).toBe(0);
    expect(parse(run).cells[0]?.stdout).toBe("drill 2.0.0\n");
    expect(world.registry.state.tarballs - before).toBeLessThanOrEqual(1);
    const after = world.registry.state.tarballs;
    const again = await verify("node-drill=2.0.0");
    expect(again.code, again.stderr).toBe(0);
    expect(world.registry.state.tarballs).toBe(after);
  });

  it("is refused where npm's registry has other bytes than were pinned", async () => {
    world.registry.replace("2.0.0");
    await rm(join(world.machine, "npm"), { recursive: true, force: true });
    const run = await verify("node-drill=2.0.0", await temporary());
    expect(run.code).toBe(2);
    expect(parse(run).cells[0]).toMatchObject({ outcome: "unavailable" });
    expect(parse(run).cells[0]?.detail).toMatch(
      /node-drill 2\.0\.0: the registry has other bytes than was pinned/,
    );
  });

  it("is unavailable, with why and what to do, where rustup cannot install it", async () => {
    await writeFile(join(world.machine, "down"), "");
    const run = await verify("rustc-drill=1.3.0");
    await rm(join(world.machine, "down"));
    expect(run.code).toBe(2);
    expect(parse(run).cells[0]?.detail).toBe(
      "rustc-drill 1.3.0: rustup could not install 1.3.0: error: could not download; rustup toolchain install 1.3.0",
    );
  });

  it("is installed by rustup, once", async () => {
    const run = await verify("rustc-drill=1.3.0");
    expect(run.code, run.stderr).toBe(0);
    expect(parse(run).cells[0]?.stdout).toBe("rustc 1.3.0\n");
    await verify("rustc-drill=1.3.0");
    const installs = world
      .calls()
      .filter((call) => call.startsWith("toolchain install"));
    // The first of them is the one that could not.
    expect(installs).toHaveLength(2);
  });

  it("is not installed by doctor, which says that verify would", async () => {
    await rm(join(world.machine, "toolchains"), { recursive: true });
    const before = world.calls().length;
    const run = await misbuilt(
      ["doctor", "--root", world.root],
      cache,
      world.env,
    );
    expect(run.stdout).toMatch(/no +rustc-drill 1\.3\.0/);
    expect(world.calls().slice(before).join()).not.toContain("install");
  });
});
