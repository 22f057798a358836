import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import ts from "typescript";

/**
 * Writes the declarations of `entry` and of what they name below `folder`, and returns the path of the first. What only the
 * implementation imports is left out, so that a program that is checked against them needs no other package.
 */
export async function writeTypes(
  entry: string,
  folder: string,
): Promise<string> {
  const top = resolve(dirname(entry), "..");
  const program = ts.createProgram([entry], {
    target: ts.ScriptTarget.ES2024,
    module: ts.ModuleKind.Preserve,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    allowImportingTsExtensions: true,
    declaration: true,
    emitDeclarationOnly: true,
    // `npm test` checks the sources; here they are only read.
    noCheck: true,
    types: ["node"],
    rootDir: top,
    outDir: folder,
  });
  const all = new Map<string, string>();
  program.emit(undefined, (name, text) => all.set(name, text));
  const first = join(folder, entry.slice(top.length + 1)).replace(
    /\.ts$/,
    ".d.ts",
  );
  const wanted = [first];
  for (const name of wanted) {
    const text = all.get(name);
    if (text === undefined) throw new Error(`${name}: no declarations`);
    for (const { fileName } of ts.preProcessFile(text).importedFiles) {
      const next = join(dirname(name), fileName).replace(/\.ts$/, ".d.ts");
      if (!wanted.includes(next)) wanted.push(next);
    }
    await mkdir(dirname(name), { recursive: true });
    // A declaration stands for built code, which its importers name.
    await writeFile(name, text.replaceAll(/(from ".*)\.ts"/g, '$1.js"'));
  }
  return first;
}
