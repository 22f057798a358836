import type { APIRoute } from "astro";
import { hazardDetail } from "../../../../catalog/export/hazard.ts";
import { catalogue } from "../../../../site/catalogue.ts";
import { json } from "../../../../site/json.ts";
import { publication } from "../../../../site/reproducer.ts";

export async function getStaticPaths() {
  const { known } = await catalogue();
  return [...known.hazards.keys()].map((slug) => ({ params: { slug } }));
}

/** All of one hazard: its front matter, its snippets' text, its cases, its archive, and the verdict as recorded. */
export const GET: APIRoute = async ({ params }) => {
  const { known, repros } = await catalogue();
  const entry = known.hazards.get(params["slug"] ?? "");
  if (entry === undefined) return new Response(null, { status: 404 });
  const repro = repros.get(entry.data.repro);
  const verdict = known.verdicts.get(entry.data.repro)?.data;
  return json({
    schemaVersion: 1,
    ...(await hazardDetail(known, entry)),
    reproducer: repro === undefined ? null : publication(repro, verdict),
    verdict: verdict ?? null,
    mutants: known.mutants.get(entry.data.repro)?.data.mutants ?? [],
  });
};
