import type { APIRoute } from "astro";
import { formats, jsonSchema } from "../../catalog/export/schemas.ts";
import type { Format } from "../../catalog/export/schemas.ts";
import { json } from "../../site/json.ts";

export function getStaticPaths() {
  return formats.map((format) => ({
    params: { name: format.name },
    props: { format },
  }));
}

/** The JSON Schema of one of the catalogue's file formats. */
export const GET: APIRoute<{ format: Format }> = ({ props }) =>
  json(jsonSchema(props.format));
