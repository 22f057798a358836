import {
  mkdir,
  mkdtemp,
  readFile,
  rename,
  rm,
  writeFile,
} from "node:fs/promises";
import { join } from "node:path";
import { cacheFolder } from "../../src/verify/cache.ts";
import { isPresent } from "../../src/setup/system.mjs";
import { run } from "../cli/run.ts";

const folder = join(cacheFolder(), "validators");

/** Whether a missing validator fails its tests or skips them by name. */
export const inCi = !["", "0", "false", undefined].includes(process.env["CI"]);

/** Fills `name` in the cache once; a cut attempt leaves nothing behind. Throws where `fill` does. */
async function cached(
  name: string,
  fill: (into: string) => Promise<void>,
): Promise<string> {
  const target = join(folder, name);
  await mkdir(folder, { recursive: true });
  const done = join(target, ".whole");
  if ((await readFile(done).catch(() => undefined)) !== undefined)
    return target;
  const temporary = await mkdtemp(join(folder, "new-"));
  try {
    await fill(temporary);
    await writeFile(join(temporary, ".whole"), "");
    await rm(target, { recursive: true, force: true });
    await rename(temporary, target);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
  return target;
}

async function must(
  file: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<void> {
  const { code, out, err } = await run(file, args, env);
  if (code !== 0)
    throw new Error(`${file} ${args.join(" ")}: exit ${code}\n${out}${err}`);
}

/** The validator’s folder, or why it is not to be had. */
export type Obtained = { folder: string } | { missing: string };

async function obtained(get: () => Promise<string>): Promise<Obtained> {
  try {
    return { folder: await get() };
  } catch (error) {
    return { missing: error instanceof Error ? error.message : String(error) };
  }
}

/**
 * The OSV project’s own JSON Schema (OSV 1.6.7, of September 2024), which the PyPI package `osv` carries: the newest that a
 * package registry has. In the folder: `osv/osv-schema/validation/schema.json`.
 */
export function osvPackage(): Promise<Obtained> {
  const pin =
    "osv==0.0.22 --hash=sha256:95ed761d8f742dcf11ba8cd7e83ed6f945d5a6d45830fc6cf2cb4bf00bcc06ec\n";
  return obtained(() =>
    cached("osv-0.0.22", async (into) => {
      const requirements = join(into, "requirements.txt");
      await writeFile(requirements, pin);
      const pip = isPresent("pip3") ? "pip3" : "pip";
      await must(pip, [
        "download",
        "--quiet",
        "--no-deps",
        "--require-hashes",
        "--dest",
        into,
        "--requirement",
        requirements,
      ]);
      await must("python3", [
        "-m",
        "zipfile",
        "-e",
        join(into, "osv-0.0.22-py3-none-any.whl"),
        into,
      ]);
    }),
  );
}

/** actionlint, built from the Go module at a fixed version, whose digest Go checks: `bin/actionlint` in the folder. */
export function actionlint(): Promise<Obtained> {
  return obtained(() =>
    cached("actionlint-1.7.8", (into) =>
      must(
        "go",
        ["install", "github.com/rhysd/actionlint/cmd/actionlint@v1.7.8"],
        {
          ...process.env,
          GOBIN: join(into, "bin"),
        },
      ),
    ),
  );
}
