import type { APIRoute } from "astro";
import { catalogue } from "../../../site/catalogue.ts";
import { json } from "../../../site/json.ts";
import { publication } from "../../../site/reproducer.ts";

/** Every reproducer's archive and files, with their digests. */
export const GET: APIRoute = async () => {
  const { repros, verdicts } = await catalogue();
  const reproducers = [...repros.values()]
    .map((repro) => publication(repro, verdicts.get(repro.slug)))
    .sort((a, b) => (a.slug < b.slug ? -1 : 1));
  return json({ schemaVersion: 1, reproducers });
};
