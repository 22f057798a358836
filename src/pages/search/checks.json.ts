/** The checks that decide whether a reader's own file is affected, by the kind of file: what the box names for a program. */
import type { APIRoute } from "astro";
import { catalogue } from "../../site/catalogue.ts";
import type { Check } from "../../site/diagnose/checks.ts";
import { json } from "../../site/json.ts";
import { hazardHref } from "../../site/urls.ts";

/** Which kinds of file a hazard can be in, by the names of its targets and languages. */
function kindsOf(platforms: readonly string[], languages: readonly string[]) {
  const has = (part: RegExp) => platforms.some((one) => part.test(one));
  return [
    ...(has(/macos|darwin|ios/) ? ["Mach-O"] : []),
    ...(has(/linux|bsd|android/) ? ["ELF"] : []),
    ...(has(/wasm/) ? ["wasm"] : []),
    ...(has(/windows/) ? ["PE"] : []),
    ...(languages.includes("Rust") ? ["Cargo.toml"] : []),
  ];
}

export const GET: APIRoute = async () => {
  const { hazards, repros } = await catalogue();
  const checks = hazards.flatMap(({ id, data }): Check[] => {
    const affected = repros.get(data.repro)?.manifest.affected;
    if (affected === undefined || "none" in affected) return [];
    return [
      {
        code: data.code,
        title: data.title,
        url: hazardHref(id, "affected"),
        kinds: kindsOf(data.platforms, data.languages),
      },
    ];
  });
  return json(checks);
};
