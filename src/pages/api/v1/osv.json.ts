import type { APIRoute } from "astro";
import { osvRecord } from "../../../catalog/export/osv.ts";
import { catalogue } from "../../../site/catalogue.ts";
import { json } from "../../../site/json.ts";
import { addressOf } from "../../../site/urls.ts";

/** Every hazard in the shape of the Open Source Vulnerability format: a list of records, by code. */
export const GET: APIRoute = async ({ site }) => {
  const { known } = await catalogue();
  const records = [...known.hazards.values()].map((entry) =>
    osvRecord(known, entry, addressOf(site)),
  );
  return json(records.sort((a, b) => (a.id < b.id ? -1 : 1)));
};
