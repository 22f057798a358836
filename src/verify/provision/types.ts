import type { Sandbox } from "../sandbox/types.ts";

/** A tool that is here and is the one that was meant. */
export interface Tool {
  readonly tool: string;
  readonly version: string;
  /** The variable in which scripts find the executable. */
  readonly env: string;
  readonly source: string;
  /** Absolute path, as scripts call it. */
  readonly executable: string;
  /** Folders that the tool needs to see, besides the distribution’s own. */
  readonly folders: readonly string[];
  /** Digest of the executable. */
  readonly sha256: string;
  /** What it says of its own version, first line. */
  readonly reports: string;
  /** Variables that scripts get besides `env`. */
  readonly variables: Readonly<Record<string, string>>;
}

/** A tool that is not here, or not the one that was meant. */
export interface Missing {
  readonly tool: string;
  readonly version: string;
  /** Why, in a few words. */
  readonly reason: string;
  /** What to do about it. */
  readonly hint: string;
  /** Whether `verify` gets it by itself when it runs. */
  readonly obtainable: boolean;
}

export type Provided =
  | { readonly ok: true; readonly tool: Tool }
  | { readonly ok: false; readonly missing: Missing };

/** Where a tool is, before its digest is known. */
export type Located =
  | {
      readonly ok: true;
      readonly executable: string;
      readonly folders: readonly string[];
      /** Variables that scripts get besides the tool’s own. */
      readonly variables?: Readonly<Record<string, string>>;
      /** The file whose digest tells it from others, where that is not the executable. */
      readonly measured?: string;
      /** What its package says that it is, where it is no program that could be asked. */
      readonly reports?: string;
    }
  | {
      readonly ok: false;
      readonly reason: string;
      /** What to do about it, where that is not to get it by hand. */
      readonly hint?: string;
      /** Whether it would be installed if that were allowed. */
      readonly obtainable?: boolean;
    };

/** What looking for a tool may use and do. */
export interface Surroundings {
  /** The repository’s top. */
  readonly root: string;
  /** The cache’s folder. */
  readonly cache: string;
  /** Whether what is missing may be installed; `doctor` only looks. */
  readonly install: boolean;
  /** Whether toolchains are compared with what was recorded of them byte by byte. */
  readonly thorough: boolean;
  /** In what they run, from their first `--version` on. */
  readonly sandbox: Sandbox;
  readonly note: (text: string) => void;
  readonly progress: (text: string | null) => void;
}
