import type { APIRoute } from "astro";
import { catalogue } from "../../../site/catalogue.ts";
import { json } from "../../../site/json.ts";

/** Every change of an outcome that was recorded, newest first. */
export const GET: APIRoute = async () => {
  const { known } = await catalogue();
  return json({ schemaVersion: 1, events: known.events.toReversed() });
};
