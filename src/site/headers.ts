/** What a page may load, apart from scripts and styles: to those Astro adds the digests of each page's own. */
export const directives = [
  "default-src 'none'",
  "base-uri 'none'",
  "connect-src 'self'",
  // The box is a form for the sake of the keyboard: it never goes anywhere, so no paste can.
  "form-action 'none'",
  "img-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
] as const;

/** Pagefind's index is read by WebAssembly. */
export const scriptSources = ["'self'", "'wasm-unsafe-eval'"] as const;
export const styleSources = ["'self'"] as const;

/** The policy as a header. It says what each page's own says, and who may frame it, which only a header can. */
const policy = [
  ...directives,
  `script-src ${scriptSources.join(" ")}`,
  `style-src ${styleSources.join(" ")}`,
  "frame-ancestors 'none'",
].join("; ");

/**
 * Response headers that every page needs. Cross-origin isolation gives pages shared memory; `public/_headers`
 * says the same to hosts that read it, and a test keeps the two equal.
 */
export const headers = {
  "Content-Security-Policy": policy,
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
} as const;
