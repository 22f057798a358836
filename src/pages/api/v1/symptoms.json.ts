import type { APIRoute } from "astro";
import { symptomDetail } from "../../../catalog/export/symptom.ts";
import { catalogue } from "../../../site/catalogue.ts";
import { json } from "../../../site/json.ts";

/** Every symptom, by slug. */
export const GET: APIRoute = async () => {
  const { symptoms } = await catalogue();
  return json({
    schemaVersion: 1,
    symptoms: symptoms.map(({ id: slug, data }) =>
      symptomDetail({ slug, data }),
    ),
  });
};
