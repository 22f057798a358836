import type { Offer } from "../../../catalog/cells/versions.ts";
import type { SourceName, SourceOf } from "../../../catalog/schema/index.ts";
import type { Pinned } from "../../../catalog/sources/pins.ts";
import type { Answer } from "../clients/answer.ts";
import type { Located, Surroundings } from "../types.ts";

/** One version of one tool, with the tool’s entry in the lock file. */
export interface Request<Name extends SourceName> {
  readonly tool: string;
  readonly version: string;
  readonly source: SourceOf<Name>;
}

/** What was pinned of an offer; or that it cannot be had here, with why; or that its registry failed. */
export type Pinning =
  | { readonly pinned: Pinned }
  | { readonly unfit: string }
  | { readonly problem: string };

/** How tools of one kind of source are had. What is known of it without asking anybody is in `catalog/sources/`. */
export interface Source<Name extends SourceName> {
  /** How many new versions of one tool a night takes, the newest: a tool that was long not asked for may have dozens. */
  readonly most: number;
  /** The releases that the registry offers now, as it names them. */
  readonly releases: (source: SourceOf<Name>) => Promise<Answer<string[]>>;
  /** Pins an offer, where this machine could have it beside the versions that are known. */
  readonly pin: (source: SourceOf<Name>, offer: Offer) => Promise<Pinning>;
  /** How a person gets it, as a command or a sentence. */
  readonly byHand: (request: Request<Name>) => string;
  /** Finds a version that the lock file has; gets and verifies it where that is allowed and possible. */
  readonly find: (
    request: Request<Name>,
    surroundings: Surroundings,
  ) => Promise<Located>;
}
