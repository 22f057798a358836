import type { APIRoute } from "astro";
import { toolSummaryOf } from "../../../catalog/export/tool.ts";
import { catalogue } from "../../../site/catalogue.ts";
import { json } from "../../../site/json.ts";
import { toolsOf } from "../../../site/tools.ts";

/** Every tool that a hazard names, with the versions that were measured. */
export const GET: APIRoute = async () =>
  json({
    schemaVersion: 1,
    tools: toolsOf(await catalogue()).map(toolSummaryOf),
  });
