import type { APIRoute } from "astro";
import { badge } from "../../site/badge.ts";
import type { HazardEntry } from "../../site/catalogue.ts";
import { catalogue } from "../../site/catalogue.ts";
import { text } from "../../site/text.ts";
import { hazardStanding } from "../../site/standing.ts";

export async function getStaticPaths() {
  const { hazards } = await catalogue();
  return hazards.map((entry) => ({
    params: { code: entry.data.code },
    props: { entry },
  }));
}

/** A hazard's badge, for a README or an issue. */
export const GET: APIRoute<{ entry: HazardEntry }> = async ({ props }) => {
  const site = await catalogue();
  const { code, repro } = props.entry.data;
  const manifest = site.repros.get(repro)?.manifest;
  const standing = hazardStanding(manifest, site.verdicts.get(repro), (tool) =>
    site.title(tool),
  );
  return text(badge(code, standing), "image/svg+xml");
};
