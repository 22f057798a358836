import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { HazardDetail, HazardSummary } from "../catalog/export/hazard.ts";
import type { SymptomDetail } from "../catalog/export/symptom.ts";
import type { ToolDetail, ToolSummary } from "../catalog/export/tool.ts";
import type { Knowledge } from "../catalog/schema/signature.ts";
import type { Lookup } from "../cli/lookup/lookup.ts";

/** The package’s top, where it is installed: its code lies one folder below. */
export const packageTop = resolve(import.meta.dirname, "..");

/** What each JSON file of the package holds, by its path below the top. `build.ts` writes them from checked data. */
export interface PackageFiles {
  readonly "package.json": { readonly homepage?: string };
  readonly "data/hazards.json": readonly HazardSummary[];
  readonly [hazard: `data/hazard/${string}.json`]: HazardDetail;
  readonly "data/tools.json": readonly ToolSummary[];
  readonly [tool: `data/tool/${string}.json`]: ToolDetail;
  readonly "data/symptoms.json": readonly SymptomDetail[];
  readonly "data/knowledge.json": Knowledge;
}

/** Looks things up in what was worked out when the package was made. */
export async function lookupInPackage(top: string): Promise<Lookup> {
  const read = async <Name extends keyof PackageFiles>(
    name: Name,
  ): Promise<PackageFiles[Name]> => {
    const content: unknown = JSON.parse(
      await readFile(join(top, name), "utf8"),
    );
    if (!fits(name, content))
      throw new Error(
        `${join(top, name)}: expected what the package was made with; install it again`,
      );
    return content;
  };
  const { homepage } = await read("package.json");
  const hazards = () => read("data/hazards.json");
  const tools = () => read("data/tools.json");
  const symptoms = () => read("data/symptoms.json");
  return {
    site: homepage ?? null,
    hazards,
    async hazard(slug) {
      const known = (await hazards()).some((one) => one.slug === slug);
      return known ? read(`data/hazard/${slug}.json`) : undefined;
    },
    tools,
    async tool(name) {
      const known = (await tools()).some((one) => one.tool === name);
      return known ? read(`data/tool/${name}.json`) : undefined;
    },
    async symptoms() {
      return (await symptoms()).map((one) => one.slug);
    },
    async symptom(slug) {
      return (await symptoms()).find((one) => one.slug === slug);
    },
    knowledge: () => read("data/knowledge.json"),
  };
}

/** The build wrote the file from checked data, so a look at its shape is enough. */
function fits<Name extends keyof PackageFiles>(
  name: Name,
  content: unknown,
): content is PackageFiles[Name] {
  const list =
    name === "data/hazards.json" ||
    name === "data/symptoms.json" ||
    name === "data/tools.json";
  return list
    ? Array.isArray(content)
    : typeof content === "object" && content !== null;
}
