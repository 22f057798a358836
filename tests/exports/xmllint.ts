import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe } from "vitest";
import { run } from "../cli/run.ts";

const xmllint = "/usr/bin/xmllint";

/** `describe` for tests that need xmllint (Debian: libxml2-utils): skipped by name without it, except in CI, where they fail. */
export const describeXml = describe.skipIf(
  !existsSync(xmllint) && process.env["CI"] === undefined,
);

/** What libxml2 finds wrong with an XML file, by a RELAX NG schema of this folder; empty where nothing is. */
export async function xmlProblems(
  file: string,
  schema?: string,
): Promise<string> {
  const rules =
    schema === undefined
      ? []
      : ["--relaxng", join(import.meta.dirname, schema)];
  const { code, err } = await run(xmllint, [
    "--noout",
    "--nonet",
    ...rules,
    file,
  ]);
  return code === 0 ? "" : `exit ${code}: ${err}`;
}
