/** A passage of a page that matched: its heading and the words around the match, as HTML with `<mark>`. */
export interface Passage {
  readonly title: string;
  readonly url: string;
  readonly excerpt: string;
}

/** What a page may be filtered by beside its kind: names such as `toolchain`, each with the page's values. */
export type Values = Readonly<Record<string, readonly string[]>>;

/** What was measured of a hazard, in a few words, with its mark's name for the colour and shape. */
export interface Standing {
  readonly mark: string;
  readonly words: string;
}

/** A result to show. */
export interface Hit {
  readonly slug: string;
  readonly kind: string;
  readonly title: string;
  readonly url: string;
  readonly excerpt: string;
  readonly passages: readonly Passage[];
  readonly values: Values;
  /** Of a hazard: its code, what was measured of it, and where its fix begins. */
  readonly code?: string;
  readonly standing?: Standing;
  readonly fix?: string;
  /** The title of the page that it is a section of; only where sections are asked for. */
  readonly page?: string;
}
