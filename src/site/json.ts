/** A response of JSON, indented by two spaces, so that it can be read and compared. */
export function json(value: unknown): Response {
  return new Response(`${JSON.stringify(value, null, 2)}\n`, {
    headers: { "content-type": "application/json" },
  });
}
