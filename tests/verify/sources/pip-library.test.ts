/** With pip itself and a small real wheel that holds a shared library. */
import { execFileSync } from "node:child_process";
import { beforeAll, describe, expect, it } from "vitest";
import type { Surroundings } from "../../../src/verify/provision/types.ts";
import { pinOf, provide, surroundingsOf } from "./provide.ts";

const base = {
  title: "MarkupSafe",
  env: "MARKUPSAFE",
  source: "pip-library",
  package: "MarkupSafe",
  library: "markupsafe",
};

/** Pins a release as `discover` does. */
async function toolOf(version: string, known = "0.0.1") {
  const none = { sha256: {}, bytes: 1 };
  const { wheel } = await pinOf(
    { ...base, versions: { [known]: none } },
    version,
  );
  if (wheel === undefined) throw new Error("no wheel was pinned");
  const { platform, sha256, bytes } = wheel;
  const entry = { sha256: { [platform]: sha256 }, bytes };
  return { ...base, versions: { [version]: entry } };
}

let surroundings: Surroundings;
beforeAll(async () => {
  surroundings = await surroundingsOf();
});

describe("a wheel that is a library", () => {
  it("is loaded from where it lies, and its wheel says which version it is", async () => {
    const provided = await provide(
      await toolOf("2.1.5"),
      "2.1.5",
      surroundings,
    );
    expect(provided).toMatchObject({
      ok: true,
      tool: { reports: "MarkupSafe 2.1.5" },
    });
    if (!provided.ok) return;
    const [top = ""] = provided.tool.folders;
    const code =
      "import markupsafe; print(markupsafe.escape('<'), markupsafe.__file__)";
    const said = execFileSync("python3", ["-c", code], {
      encoding: "utf8",
      env: { ...process.env, PYTHONPATH: top, PYTHONDONTWRITEBYTECODE: "1" },
    });
    expect(said).toBe(`&lt; ${provided.tool.executable}/__init__.py\n`);
  });

  it("is refused under another number than its own", async () => {
    const { versions } = await toolOf("2.1.5");
    const renamed = {
      ...base,
      versions: { "2.1.4": { ...versions["2.1.5"], release: "2.1.5" } },
    };
    const provided = await provide(renamed, "2.1.4", surroundings);
    expect(provided.ok ? "" : provided.missing.reason).toBe(
      'it says "MarkupSafe 2.1.5", which is 2.1.5 and not 2.1.4',
    );
  });
});
