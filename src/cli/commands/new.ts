import { lstat } from "node:fs/promises";
import { join } from "node:path";
import { readText } from "../../catalog/read/files.ts";
import { slug as slugSchema } from "../../catalog/schema/index.ts";
import { flag, json, text, UsageError, type Command } from "../command.ts";
import {
  nextCode,
  replaceFile,
  scaffold,
  withCause,
  writeNew,
  type NewFile,
} from "../scaffold.ts";

/** `misbuilt new` */
export const newHazard: Command = {
  usage: "misbuilt new <slug> [--symptom SLUG] [--json]",
  names: {
    least: 1,
    most: 1,
    otherwise: "new takes one slug, such as misbuilt new clang-lto-drops-ctor",
  },
  options: {
    symptom: {
      type: "string",
      value: "SLUG",
      description:
        "what the person sees; a symptom that exists gets one more cause (default: <slug>-seen)",
    },
  },
  exits: {
    0: "written",
    2: "bad usage, or a file is there already; nothing was written",
  },
  examples: [
    {
      call: "misbuilt new clang-lto-drops-ctor --symptom exc-i386-gpflt",
      does: "with the next free code",
    },
  ],
  async run({ values, positionals, io, root }) {
    const [slug = ""] = positionals;
    const symptom = text(values, "symptom") ?? `${slug}-seen`;
    requireSlug("the slug", slug);
    requireSlug("--symptom", symptom);
    if (symptom === slug)
      throw new UsageError(
        `the symptom needs another slug than the hazard: links tell them apart by it`,
      );
    const code = await nextCode(root);
    const day = new Date().toISOString().slice(0, 10);
    const all = await scaffold({ slug, symptom, code, day });
    const page = `content/symptoms/${symptom}.mdx`;
    const existing = await readText(root, page);
    const files = existing.ok ? all.filter((one) => one.path !== page) : all;
    await refuseOverwrite(root, files);
    const changed = existing.ok
      ? addCause(page, existing.text, all)
      : undefined;
    await writeNew(root, files);
    if (changed !== undefined) await replaceFile(join(root, page), changed);
    const written = files.map((one) => one.path);
    if (flag(values, "json")) {
      io.out(
        json({
          code,
          slug,
          symptom,
          written,
          changed: changed === undefined ? [] : [page],
        }),
      );
      return 0;
    }
    io.out(`${code} ${slug}\n`);
    for (const path of written) io.out(`  new      ${path}\n`);
    if (changed !== undefined) io.out(`  changed  ${page} (one more cause)\n`);
    if (text(values, "symptom") === undefined)
      io.out(
        `\nThe symptom's name is an address that stays: rename ${symptom} to what people see, or start again with --symptom\n`,
      );
    io.out(nextSteps(slug));
    return 0;
  },
};

function requireSlug(what: string, value: string): void {
  const found = slugSchema.safeParse(value);
  if (!found.success || value.length > 80)
    throw new UsageError(
      `${what} is "${value}"; expected lower-case words joined by hyphens, at most 80 letters`,
    );
}

async function refuseOverwrite(
  root: string,
  files: readonly NewFile[],
): Promise<void> {
  for (const { path } of files) {
    const there = await lstat(join(root, path)).catch(() => undefined);
    if (there !== undefined)
      throw new UsageError(
        `${path} is there already; choose another slug, or remove it first. Nothing was written`,
      );
  }
}

function addCause(page: string, text: string, all: readonly NewFile[]): string {
  const scaffolded = all.find((one) => one.path === page);
  const changed = withCause(text, scaffolded?.text ?? "");
  if (changed === undefined)
    throw new UsageError(
      `${page}: no cause can be added to its list; add one by hand after misbuilt new without --symptom. Nothing was written`,
    );
  return changed;
}

function nextSteps(slug: string): string {
  return [
    "\nIt is a small hazard that is real, so that every part runs. Next:\n",
    `  1. misbuilt verify ${slug}            see both sides of it, the hazard and the workaround\n`,
    `  2. edit repros/${slug}/ and the two pages until they tell yours, in 300 to 600 words; misbuilt check says what is missing\n`,
    `     the scaffold's hazard is silent: if yours prints something, say silent: false and write content/hazards/${slug}.signatures.yaml\n`,
    `     cc and its variable CC are an example: repros/toolchains.yaml has the tools, and env there names the variable of each\n`,
    `  3. misbuilt verify ${slug} --mutants  see that a sabotaged, a repaired and a foreign change are noticed; write your own\n`,
    `  4. misbuilt verify ${slug} --matrix --record   and --mutants --record; then mark what it measured as evidence: reproduced\n`,
    `  5. commit what both wrote below content/, too\n`,
  ].join("");
}
