/** A version as its scheme reads it. */
export interface Version {
  /** How this catalogue writes it, such as `12.2.0` for `12.2`. */
  readonly text: string;
  /** Neither a prerelease nor a build of a day. */
  readonly release: boolean;
  /** It names one version and not a line of them: `0.15.2`, and not `0.15`. */
  readonly whole: boolean;
}

/** How the makers of a tool number its versions. */
export interface Scheme {
  /** What it looks like, in a sentence. */
  readonly about: string;
  /** Reads a version; nothing where the text is a name or anything else. Parts that are missing count as 0. */
  readonly read: (text: string) => Version | undefined;
  /** Orders two texts that `read` reads: negative where `a` is older. */
  readonly compare: (a: string, b: string) => number;
  /** The version in what the tool prints of itself. */
  readonly find: (printed: string) => string | undefined;
}
