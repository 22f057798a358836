import { z } from "zod";
import { day, link, slug, snippet } from "./common.ts";

/** Languages and build systems that a snippet can be for. A page’s tabs carry these names, and a reader’s choice is kept by them. */
export const codeLanguage = z
  .enum([
    "C",
    "C++",
    "Rust",
    "Zig",
    "Go",
    "Fortran",
    "Python",
    "JavaScript",
    "TypeScript",
    "WebAssembly text",
    "CMake",
    "Meson",
    "Make",
    "Cargo",
    "build.zig",
    "npm",
    "shell",
    "patch",
  ])
  .describe("The language or build system that it is written in.");
export type CodeLanguage = z.infer<typeof codeLanguage>;

const offered = {
  language: codeLanguage,
  copyTo: z
    .string()
    .min(1)
    .optional()
    .describe(
      "Where it goes, such as `one C++ source file` or `Cargo.toml`; the button says so.",
    ),
  note: z
    .string()
    .min(1)
    .optional()
    .describe("A comment on it, shown below the code."),
};

/** Code that a case here compiled and ran. */
export const measuredSnippet = z.strictObject({
  ...offered,
  ...snippet.shape,
  case: slug
    .optional()
    .describe(
      "The case that compiled and ran it, for its badge; the workaround’s own without it.",
    ),
});
export type MeasuredSnippet = z.infer<typeof measuredSnippet>;

/** Code that was not run here: it has a link, and no badge. */
export const reportedSnippet = z.strictObject({
  ...offered,
  text: z.string().min(1).describe("The code, as the source has it."),
  source: link.describe("Where it is said that this works."),
  read: day.describe("The day somebody here read the source."),
});
export type ReportedSnippet = z.infer<typeof reportedSnippet>;

/** At which step of making a program the reader changes something. */
export const stage = z
  .enum(["source", "compile", "link", "package", "run"])
  .describe(
    "What the reader changes. `source`: the program’s text; `compile`: the compiler or its flags; `link`: the linker or its flags; `package`: what is done with the finished file, or which dependency is taken; `run`: the environment, the flags or the version of what runs it.",
  );
export type Stage = z.infer<typeof stage>;

export const workaround = z.strictObject({
  id: slug.describe(
    "Names the workaround on the page; the anchor is #fix-<id>.",
  ),
  title: z.string().min(1).describe("What the reader does, as an instruction."),
  stage,
  summary: z
    .string()
    .min(1)
    .describe("Why it works and when to choose it, in a sentence or two."),
  case: slug.describe(
    "The case of the reproducer that builds and runs it: its verdict is the badge.",
  ),
  snippets: z
    .array(z.union([measuredSnippet, reportedSnippet]))
    .default([])
    .describe(
      "What to copy, once for each language or build system; none where the fix is a command or a version.",
    ),
  cost: z
    .string()
    .min(1)
    .describe("What it costs the reader: bytes, time, portability, upkeep."),
  caveat: z
    .string()
    .min(1)
    .optional()
    .describe("A plain warning, shown right below the code."),
});
export type Workaround = z.infer<typeof workaround>;
export type WorkaroundSnippet = Workaround["snippets"][number];

/** The snippets of a workaround that were run here, with the case that ran each. */
export function measuredSnippets({
  case: own,
  snippets,
}: Workaround): (MeasuredSnippet & { case: string })[] {
  return snippets.flatMap((one) =>
    "file" in one ? [{ ...one, case: one.case ?? own }] : [],
  );
}
