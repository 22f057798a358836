import type { APIRoute } from "astro";
import { osvRecord } from "../../../../catalog/export/osv.ts";
import type { PageEntry } from "../../../../catalog/read/load.ts";
import type { Hazard } from "../../../../catalog/schema/index.ts";
import { catalogue } from "../../../../site/catalogue.ts";
import { json } from "../../../../site/json.ts";
import { addressOf } from "../../../../site/urls.ts";

export async function getStaticPaths() {
  const { known } = await catalogue();
  return [...known.hazards.values()].map((entry) => ({
    params: { code: entry.data.code },
    props: { entry },
  }));
}

/** One hazard in the shape of the Open Source Vulnerability format. */
export const GET: APIRoute<{ entry: PageEntry<Hazard> }> = async ({
  props,
  site,
}) => {
  const { known } = await catalogue();
  return json(osvRecord(known, props.entry, addressOf(site)));
};
