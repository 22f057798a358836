/** `npm run package`: makes the tool that readers install, in `out/package`, from the sources and the catalogue. */
import { build } from "esbuild";
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { siteOf } from "../cli/place.ts";
import { dataOf } from "./data.ts";
import { writeTypes } from "./types.ts";

const repository = resolve(import.meta.dirname, "../..");

const readme = `# misbuilt

Toolchain hazards: compilers, linkers and standard libraries that break correct code.

    misbuilt list
    misbuilt show MB0001
    misbuilt diagnose crash.log

\`misbuilt --help\` and \`misbuilt <command> --help\` say the rest. Nothing is sent anywhere. A program calls the same:

    import { diagnose, hazards } from "misbuilt";
    const { findings } = await diagnose(log);
`;

/** Makes the package in `folder` from the catalogue at `root`. What was in `folder` before is gone. */
export async function buildPackage(
  folder: string,
  { root = repository, env = process.env } = {},
): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await build({
    absWorkingDir: repository,
    entryPoints: ["src/package/main.ts", "src/package/library.ts"],
    outdir: join(folder, "code"),
    bundle: true,
    // Each command is a file of its own, so that a call loads what it names.
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node22",
    logLevel: "warning",
  });
  const types = await writeTypes(
    join(import.meta.dirname, "library.ts"),
    join(folder, "types"),
  );
  for (const [name, content] of Object.entries(await dataOf(root))) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), JSON.stringify(content));
  }
  await cp(join(repository, "LICENSE"), join(folder, "LICENSE"));
  await writeFile(join(folder, "README.md"), readme);
  const manifest = await manifestFor(relative(folder, types), siteOf(env));
  await writeFile(
    join(folder, "package.json"),
    `${JSON.stringify(manifest, null, 2)}\n`,
  );
}

/** The package.json: name, version and licence are the repository’s. */
export async function manifestFor(types: string, homepage: string | null) {
  const own: unknown = JSON.parse(
    await readFile(join(repository, "package.json"), "utf8"),
  );
  const of = (name: string): unknown =>
    typeof own === "object" && own !== null
      ? Reflect.get(own, name)
      : undefined;
  return {
    name: of("name"),
    version: of("version"),
    description: of("description"),
    license: of("license"),
    ...(homepage === null ? {} : { homepage }),
    type: "module",
    bin: { misbuilt: "code/main.js" },
    exports: {
      ".": { types: `./${types}`, default: "./code/library.js" },
      "./package.json": "./package.json",
    },
    files: ["code", "types", "data"],
    engines: { node: ">=22" },
  };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const folder = resolve(process.argv[2] ?? "out/package");
  await buildPackage(folder);
  console.log(
    `the package is in ${folder}; npm install -g ${relative(".", folder)} installs it`,
  );
}
