/** A response of text in UTF-8. */
export function text(body: string, type: string): Response {
  return new Response(body, {
    headers: { "content-type": `${type}; charset=utf-8` },
  });
}
