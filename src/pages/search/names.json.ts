import type { APIRoute } from "astro";
import { catalogue } from "../../site/catalogue.ts";
import type { NamedPage } from "../../site/search/names.ts";
import { hazardValues, symptomValues } from "../../site/search/values.ts";
import { hazardHref, symptomHref } from "../../site/urls.ts";

/** The names that lead to each page; the search box loads it at its first use. */
export const GET: APIRoute = async () => {
  const { hazards, symptoms } = await catalogue();
  const pages: NamedPage[] = [
    ...hazards.map(({ id, data }): NamedPage => ({
      url: hazardHref(id),
      slug: id,
      kind: "hazard",
      title: data.title,
      summary: data.summary,
      names: [data.code, id, data.seen, ...data.aliases],
      values: hazardValues(data),
    })),
    ...symptoms.map(({ id, data }): NamedPage => ({
      url: symptomHref(id),
      slug: id,
      kind: "symptom",
      title: data.title,
      summary: data.summary,
      names: [id, data.title, ...data.messages, ...data.aliases],
      values: symptomValues(data, hazards),
    })),
  ];
  return new Response(JSON.stringify(pages), {
    headers: { "content-type": "application/json" },
  });
};
