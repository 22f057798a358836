/**
 * Response headers that every page needs. Cross-origin isolation gives pages shared memory; `public/_headers`
 * says the same to hosts that read it, and a test keeps the two equal.
 */
export const headers = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
} as const;
