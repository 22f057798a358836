import type { APIRoute } from "astro";
import { apiFormats, apiSchema } from "../../catalog/export/api.ts";
import { outputFormats } from "../../catalog/export/diagnosis.ts";
import { formats, jsonSchema } from "../../catalog/export/schemas.ts";
import type { JsonSchema } from "../../catalog/export/schemas.ts";
import { json } from "../../site/json.ts";

export function getStaticPaths() {
  return [
    ...formats.map((format) => ({
      params: { name: format.name },
      props: { schema: jsonSchema(format) },
    })),
    ...[...apiFormats, ...outputFormats].map((format) => ({
      params: { name: format.name },
      props: { schema: apiSchema(format) },
    })),
  ];
}

/** The JSON Schema of one of the catalogue's file formats, of a document of the API, or of what a command prints. */
export const GET: APIRoute<{ schema: JsonSchema }> = ({ props }) =>
  json(props.schema);
