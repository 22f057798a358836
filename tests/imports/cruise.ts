/** Holds all of `src/` to `.dependency-cruiser.cjs`, Astro's components too, which dependency-cruiser cannot read. */
import { convertToTsx } from "@astrojs/astro2tsx";
import { cruise } from "dependency-cruiser";
import extractTSConfig from "dependency-cruiser/config-utl/extract-ts-config";
import extractOptions from "dependency-cruiser/config-utl/extract-depcruise-options";
import {
  cp,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  symlink,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const repository = resolve(import.meta.dirname, "../..");

/** Puts a module with a component’s imports, its scripts’ ones too, in the component’s place. */
async function convert(component: string): Promise<void> {
  const { code, scripts } = convertToTsx(await readFile(component, "utf8"));
  await rename(component, `${component}.tsx`);
  const text = [code, ...scripts.map(({ content }) => content)].join("\n");
  await writeFile(`${component}.tsx`, text);
}

/** The imports below `source` that no rule allows, a line each; none where all is well. */
export async function forbiddenImports(source: string): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), "misbuilt-imports-"));
  try {
    await cp(source, join(folder, "src"), { recursive: true });
    for (const name of ["package.json", "tsconfig.json"])
      await cp(join(repository, name), join(folder, name));
    await symlink(
      join(repository, "node_modules"),
      join(folder, "node_modules"),
    );
    for (const name of await readdir(join(folder, "src"), { recursive: true }))
      if (name.endsWith(".astro")) await convert(join(folder, "src", name));
    const options = await extractOptions(
      join(repository, ".dependency-cruiser.cjs"),
    );
    const { output } = await cruise(
      ["src"],
      { ...options, baseDir: folder, preserveSymlinks: true },
      undefined,
      { tsConfig: extractTSConfig(join(folder, "tsconfig.json")) },
    );
    if (typeof output === "string") throw new Error(output);
    return output.summary.violations
      .map(
        ({ rule, from, to, cycle }) =>
          `${rule.name}: ${from} → ${cycle?.map(({ name }) => name).join(" → ") ?? to}`,
      )
      .map((line) => line.replaceAll(".astro.tsx", ".astro"))
      .sort();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const lines = await forbiddenImports(join(repository, "src"));
  for (const line of lines) console.log(line);
  console.log(`${lines.length} forbidden imports`);
  process.exitCode = lines.length === 0 ? 0 : 1;
}
