import type { APIRoute } from "astro";
import { apiFormats, apiSchema } from "../../catalog/export/api.ts";
import { formats, jsonSchema } from "../../catalog/export/schemas.ts";
import type { JsonSchema } from "../../catalog/export/schemas.ts";
import { json } from "../../site/json.ts";

export function getStaticPaths() {
  return [
    ...formats.map((format) => ({
      params: { name: format.name },
      props: { schema: jsonSchema(format) },
    })),
    ...apiFormats.map((format) => ({
      params: { name: format.name },
      props: { schema: apiSchema(format) },
    })),
  ];
}

/** The JSON Schema of one of the catalogue's file formats, or of a document of the API. */
export const GET: APIRoute<{ schema: JsonSchema }> = ({ props }) =>
  json(props.schema);
