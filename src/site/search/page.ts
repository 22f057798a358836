import type { Standing, Values } from "./hit.ts";

/** A page of the catalogue as the search knows it. */
export interface SearchPage {
  readonly url: string;
  readonly slug: string;
  readonly kind: "hazard" | "symptom";
  readonly title: string;
  readonly summary: string;
  /** Identifiers, flags, messages and phrases that lead to it; one counts where most of it stands in a query. */
  readonly names: readonly string[];
  /** The tools that a hazard is about, as terms; none for a symptom. */
  readonly tools: readonly string[];
  readonly values: Values;
  readonly code?: string;
  /** What a person sees of a hazard. */
  readonly seen?: string;
  readonly standing?: Standing;
  /** Where its fix begins. */
  readonly fix?: string;
}

/** What the box loads at its first use: the pages, and MiniSearch's index over them. */
export interface SearchData {
  readonly pages: readonly SearchPage[];
  readonly index: unknown;
}
