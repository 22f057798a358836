/** What a page says of itself in its head: noted while it is rendered, and read when its Markdown is made of it. */
export interface Head {
  /** The page’s file, in the folder that the site is built into. */
  readonly file: string;
  /** The file of its form in Markdown, there too. */
  readonly markdown: string;
  /** The whole address of the page. */
  readonly url: string;
  readonly title: string;
  readonly description: string;
  /** What else stands in the front matter of its Markdown. */
  readonly facts: Readonly<Record<string, unknown>>;
}

declare global {
  /** Astro renders pages with its own copies of the modules, so the two sides meet here. */
  var misbuiltHeads: Map<string, Head> | undefined;
}

/** The heads of the pages that have a form in Markdown, by file, since the process began. */
export const heads = (globalThis.misbuiltHeads ??= new Map<string, Head>());
