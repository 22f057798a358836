import { z } from "zod";

/** A name that people link to: lower-case words joined by single hyphens. It never changes once published. */
export const slug = z
  .string()
  .regex(
    /^[a-z0-9]+(-[a-z0-9]+)*$/,
    "expected lower-case words joined by hyphens, such as zig-macho-tls-misalignment",
  )
  .describe(
    "Lower-case words joined by single hyphens; permanent once published.",
  );

/** A calendar day, `YYYY-MM-DD`. */
export const day = z.iso.date().describe("A calendar day, YYYY-MM-DD.");

/** A path inside the repository, with forward slashes, never absolute and never leaving it. */
export const repoPath = z
  .string()
  .regex(
    /^(?!\/)(?!.*(^|\/)\.\.(\/|$))[^\\]+$/,
    "expected a path inside the repository, such as repros/x/pool.cpp",
  )
  .describe(
    "A path inside the repository, forward slashes, relative to its top.",
  );

/** A file of the repository, or the lines between two `misbuilt:region` marks in it. */
export const snippet = z
  .strictObject({
    file: repoPath.describe("The file whose bytes are shown and copied."),
    region: slug
      .optional()
      .describe(
        "The region of the file, from `misbuilt:region NAME` to `misbuilt:endregion NAME`; the whole file without it.",
      ),
  })
  .describe(
    "Code on a page: always a file that a case compiled, never retyped.",
  );
export type Snippet = z.infer<typeof snippet>;

/** A page elsewhere, with the words that the link carries. */
export const link = z.strictObject({
  title: z
    .string()
    .min(1)
    .describe(
      "The words of the link: project and number, or the page’s own title.",
    ),
  url: z.url({ protocol: /^https$/ }).describe("An https address."),
});
export type Link = z.infer<typeof link>;

/** Which tool versions a cell ran with, such as `{ "zig": "0.15.2" }`. */
export const toolVersions = z
  .record(z.string(), z.string())
  .describe('Tool name to exact version, such as {"zig": "0.15.2"}.');
export type ToolVersions = z.infer<typeof toolVersions>;

/** Which parameter values a cell ran with, such as `{ "OPT_LEVEL": "z" }`; empty where a case varies nothing. */
export const params = z
  .record(z.string().regex(/^[A-Z][A-Z0-9_]*$/), z.string())
  .describe(
    'Varied environment variables and their values, such as {"OPT_LEVEL": "z"}.',
  );
export type Params = z.infer<typeof params>;

/** What a case is for. */
export const role = z
  .enum(["hazard", "workaround", "dead-end", "control"])
  .describe(
    "`hazard` shows the defect, `workaround` avoids it, `dead-end` is a fix that people try and that does not work, `control` shows that the explanation is the right one.",
  );
export type Role = z.infer<typeof role>;

/** What a cell came to. */
export const outcome = z
  .enum(["hazard", "clean", "blocked", "unavailable", "error"])
  .describe(
    "`hazard`: the defect showed; `clean`: it did not; `blocked`: the toolchain refused to build; `unavailable`: a toolchain or CPU feature is missing, named; `error`: the harness failed or the result fits no description.",
  );
export type Outcome = z.infer<typeof outcome>;

/** A commit, as git names it. */
export const commit = z
  .string()
  .regex(/^[0-9a-f]{7,40}$/)
  .nullable()
  .describe("The commit that was checked out; null where it is unknown.");

/** The first 16 digits of a SHA-256: what names a line, a text or a machine. */
export const shortDigest = z
  .string()
  .regex(/^[0-9a-f]{16}$/, "expected 16 hexadecimal digits")
  .describe("The first 16 digits of a SHA-256.");
