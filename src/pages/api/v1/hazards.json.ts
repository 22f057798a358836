import type { APIRoute } from "astro";
import { hazardSummaries } from "../../../catalog/export/hazard.ts";
import { catalogue } from "../../../site/catalogue.ts";
import { json } from "../../../site/json.ts";

/** Every hazard, by code. */
export const GET: APIRoute = async () => {
  const { known } = await catalogue();
  return json({ schemaVersion: 1, hazards: hazardSummaries(known) });
};
