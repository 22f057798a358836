import type { APIRoute } from "astro";
import type { ToolDetail } from "../../../../catalog/export/tool.ts";
import { catalogue } from "../../../../site/catalogue.ts";
import { json } from "../../../../site/json.ts";
import { toolsOf } from "../../../../site/tools.ts";

export async function getStaticPaths() {
  return toolsOf(await catalogue()).map((detail) => ({
    params: { tool: detail.tool },
    props: { detail },
  }));
}

/** Who is affected among the versions of one tool. */
export const GET: APIRoute<{ detail: ToolDetail }> = ({ props }) =>
  json({ schemaVersion: 1, ...props.detail });
