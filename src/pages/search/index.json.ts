import type { APIRoute } from "astro";
import { loadSignatures } from "../../catalog/read/signatures.ts";
import { catalogue } from "../../site/catalogue.ts";
import { root } from "../../site/root.ts";
import { documentsOf } from "../../site/search/documents.ts";
import { searchData } from "../../site/search/engine.ts";
import { hazardStanding } from "../../site/standing.ts";
import { hazardHref, symptomHref } from "../../site/urls.ts";

/** The pages of the catalogue and the index over their names; the search box loads it at its first use. */
export const GET: APIRoute = async () => {
  const { hazards, symptoms, repros, verdicts, title } = await catalogue();
  const documents = documentsOf({
    hazards,
    symptoms,
    signatures: await loadSignatures(root),
    address: (kind, slug) =>
      kind === "hazard" ? hazardHref(slug) : symptomHref(slug),
    standing: ({ repro }) => {
      const manifest = repros.get(repro)?.manifest;
      const { mark, text } = hazardStanding(
        manifest,
        verdicts.get(repro),
        title,
      );
      return { mark, words: text };
    },
  });
  return new Response(JSON.stringify(searchData(documents)), {
    headers: { "content-type": "application/json" },
  });
};
