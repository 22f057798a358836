import { mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { commands } from "../../src/cli/commands.ts";
import { repository, run } from "../cli/run.ts";
import { actionlint, inCi } from "./validators.ts";

const folder = join(repository, ".github/workflows");
const names = (await readdir(folder)).sort();

async function textsOf(): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  for (const name of names)
    texts.set(name, await readFile(join(folder, name), "utf8"));
  const action = ".github/actions/machine/action.yml";
  texts.set(action, await readFile(join(repository, action), "utf8"));
  return texts;
}

test("every action is of this repository, or pinned by a full commit hash with its version beside it", async () => {
  let pinned = 0;
  for (const [name, text] of await textsOf())
    for (const [line, target = ""] of text.matchAll(/uses: *(\S+).*/g)) {
      if (target.startsWith("./")) continue;
      pinned += 1;
      expect(line, name).toMatch(/@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    }
  expect(pinned).toBeGreaterThan(5);
});

const permission = z.enum(["read", "write", "none"]);
const workflow = z.looseObject({
  permissions: z.strictObject({}),
  jobs: z.record(
    z.string(),
    z.looseObject({
      permissions: z.record(z.string(), permission),
      "timeout-minutes": z.int().max(360),
    }),
  ),
});

/** What a job may write, and why. */
const mayWrite: Readonly<Record<string, readonly string[]>> = {
  // Publishes the built site.
  "pages.yml deploy": ["id-token", "pages"],
  // Records what the night came to, and files what it found.
  "nightly.yml record": ["contents"],
  "nightly.yml issues": ["issues"],
};

test("a workflow has no rights of its own; a job reads, and writes only what its purpose is", async () => {
  for (const name of names) {
    const { jobs } = workflow.parse(
      parse(await readFile(join(folder, name), "utf8")),
    );
    for (const [job, { permissions }] of Object.entries(jobs)) {
      const writes = Object.entries(permissions)
        .filter(([, level]) => level === "write")
        .map(([right]) => right)
        .sort();
      expect(writes, `${name} ${job}`).toEqual(
        mayWrite[`${name} ${job}`] ?? [],
      );
    }
  }
});

test("a job that may write has no toolchain, no package and no container; the others have no credentials", async () => {
  for (const name of names) {
    const text = await readFile(join(folder, name), "utf8");
    for (const [id, job] of Object.entries(workflow.parse(parse(text)).jobs)) {
      const writes = Object.values(job.permissions).includes("write");
      const said = JSON.stringify(job);
      const keeps = said.includes('"persist-credentials":true');
      const runs = /npm|npx|node |misbuilt --|actions\/machine|container/;
      if (writes || keeps) expect(said, `${name} ${id}`).not.toMatch(runs);
      if (said.includes("actions/checkout@"))
        expect(said, `${name} ${id}`).toContain('"persist-credentials":');
      expect(keeps && !writes, `${name} ${id}`).toBe(false);
    }
  }
});

test("what has a version is pinned to it, and the cache keeps toolchains alone", async () => {
  const { devDependencies } = z
    .looseObject({ devDependencies: z.looseObject({ node: z.string() }) })
    .parse(
      JSON.parse(await readFile(join(repository, "package.json"), "utf8")),
    );
  const found = { image: 0, node: 0, go: 0 };
  for (const [name, text] of await textsOf()) {
    for (const [, image = ""] of text.matchAll(/^ *image: *(\S+)/gm)) {
      found.image += 1;
      expect(image, name).toMatch(/^debian:\d+\.\d+$/);
    }
    for (const [, node] of text.matchAll(/node-version: *"(.*)"/g)) {
      found.node += 1;
      expect(node, name).toBe(devDependencies.node);
    }
    for (const [, go] of text.matchAll(/go-version: *"(.*)"/g)) {
      found.go += 1;
      expect(go, name).toMatch(/^\d+\.\d+\.\d+$/);
    }
    for (const [, after = ""] of text.matchAll(
      /uses: *actions\/cache@[^]*?\n *path: *(.*)/g,
    ))
      expect(after, name).toBe("${{ env.XDG_CACHE_HOME }}/misbuilt/toolchains");
  }
  expect(Object.values(found).every((count) => count > 0)).toBe(true);
});

test("every npm script and every command that a workflow calls is there", async () => {
  const manifest = z
    .looseObject({ scripts: z.record(z.string(), z.string()) })
    .parse(
      JSON.parse(await readFile(join(repository, "package.json"), "utf8")),
    );
  let calls = 0;
  for (const [name, text] of await textsOf()) {
    const code = text.replaceAll(/^ *#.*$/gm, "");
    for (const [, script = ""] of code.matchAll(/npm run (?:-s )?([a-z:]+)/g)) {
      calls += 1;
      expect(Object.keys(manifest.scripts), name).toContain(script);
    }
    for (const [, command] of code.matchAll(/misbuilt -- ([a-z]+)/g))
      expect(
        commands.map((one) => one.name),
        name,
      ).toContain(command);
  }
  expect(calls).toBeGreaterThan(1);
});

const tool = await actionlint();

describe.skipIf("missing" in tool && !inCi)(
  `by actionlint${"missing" in tool ? ` (not to be had: ${tool.missing.slice(0, 200)})` : ""}`,
  () => {
    /** What actionlint says of the repository’s workflows, or of one text. */
    async function lint(...files: readonly string[]): Promise<string> {
      if ("missing" in tool) throw new Error(tool.missing);
      const { code, out, err } = await run(
        join(tool.folder, "bin/actionlint"),
        ["-no-color", "-shellcheck=", "-pyflakes=", ...files],
      );
      return code === 0 ? "" : out + err;
    }

    test("the workflows are well-formed, with known contexts, inputs and expressions", async () => {
      expect(await lint(...names.map((name) => join(folder, name)))).toBe("");
    });

    test.each([
      ["timeout-minutes:", "timeout-minute:", "unexpected key"],
      ["github.ref }}", "github.reff }}", "not defined"],
      ["ubuntu-24.04", "ubuntu-42.04", "unknown"],
      ["contents: read", "contents: all", "invalid"],
    ])("it refuses %s written as %s", async (from, to, why) => {
      const text = await readFile(join(folder, "ci.yml"), "utf8");
      expect(text).toContain(from);
      const place = await mkdtemp(join(tmpdir(), "misbuilt-workflow-"));
      onTestFinished(() => rm(place, { recursive: true, force: true }));
      const file = join(place, "ci.yml");
      await writeFile(file, text.replace(from, to));
      expect(await lint(file)).toContain(why);
    });
  },
);
