import type { APIRoute } from "astro";
import {
  knowledgeOf,
  loadSignatures,
} from "../../../catalog/read/signatures.ts";
import { catalogue } from "../../../site/catalogue.ts";
import { json } from "../../../site/json.ts";
import { root } from "../../../site/root.ts";
import { href } from "../../../site/urls.ts";

/** What a diagnosis starts from: every hazard’s and symptom’s signatures, as the box reads them. */
export const GET: APIRoute = async () => {
  const { known } = await catalogue();
  const { hazards, symptoms } = knowledgeOf(known, await loadSignatures(root));
  const located = <Page extends { url: string }>(page: Page): Page => ({
    ...page,
    url: href(page.url),
  });
  return json({
    schemaVersion: 1,
    hazards: hazards.map(located),
    symptoms: symptoms.map(located),
  });
};
