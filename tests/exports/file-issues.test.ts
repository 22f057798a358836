import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { repository, run } from "../cli/run.ts";
import { isPresent } from "../../src/setup/system.mjs";
import { gh } from "./gh.ts";
import { inCi } from "./validators.ts";

test.skipIf(!isPresent("jq") && !inCi)(
  "an issue is filed once, also when the next night finds the same",
  async () => {
    const folder = await mkdtemp(join(tmpdir(), "misbuilt-issues-"));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const [texts, store] = [join(folder, "texts"), join(folder, "store")];
    await run("mkdir", [texts, store]);
    await writeFile(join(folder, "gh"), gh);
    await chmod(join(folder, "gh"), 0o755);
    const one = (id: string) =>
      writeFile(
        join(texts, `${id}.json`),
        JSON.stringify({
          id,
          title: `It's "back" ${id}`,
          body: `$(touch x) \`y\`\nid ${id}`,
          labels: ["drift", "two words"],
        }),
      );
    const file = () =>
      run("sh", [join(repository, ".github/file-issues.sh"), texts], {
        ...process.env,
        PATH: `${folder}:${process.env["PATH"] ?? ""}`,
        STORE: store,
      });
    expect(await file()).toMatchObject({ code: 0, out: "" });
    await one("00112233");
    expect(await file()).toMatchObject({ code: 0, out: "filed: 00112233\n" });
    await one("44556677");
    expect(await file()).toMatchObject({
      code: 0,
      out: "known: 00112233\nfiled: 44556677\n",
    });
    expect(await readFile(join(store, "0.txt"), "utf8")).toBe(
      'title: It\'s "back" 00112233\nlabels: drift,two words\n$(touch x) `y`\nid 00112233\n',
    );
    await writeFile(join(texts, "broken.json"), "{}");
    expect((await file()).code).not.toBe(0);
  },
);
