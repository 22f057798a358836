import { comparePlaces, type Evidence, type Place } from "./finding.ts";
import type { Sign } from "./signs.ts";

/** How many places are kept for one signature. */
const placesPerSign = 3;

/** The longest text that evidence quotes. */
const longestQuote = 300;

/** Signs that were seen, with the first places of each. */
export class Hits {
  readonly #places = new Map<number, Evidence[]>();

  /** Notes that `sign` was seen at `place`, where `text` stands. */
  add(sign: Sign, place: Place, text: string): void {
    const known = this.#places.get(sign.index);
    if (known === undefined)
      this.#places.set(sign.index, [quote(sign, place, text)]);
    else if (known.length < placesPerSign && !isAt(known.at(-1), place))
      known.push(quote(sign, place, text));
  }

  has(sign: Sign): boolean {
    return this.#places.has(sign.index);
  }

  places(sign: Sign): readonly Evidence[] {
    return this.#places.get(sign.index) ?? [];
  }

  get size(): number {
    return this.#places.size;
  }

  /** The same signs give the same key. */
  key(): string {
    return [...this.#places.keys()].sort((a, b) => a - b).join();
  }
}

function isAt(evidence: Evidence | undefined, place: Place): boolean {
  if (evidence === undefined) return false;
  return "key" in evidence && "key" in place
    ? evidence.key === place.key
    : comparePlaces(evidence, place) === 0;
}

function quote({ signature }: Sign, place: Place, text: string): Evidence {
  return {
    ...place,
    text: copy(text.trim().slice(0, longestQuote)),
    signature: signature.id,
    means: signature.means,
  };
}

/** A string of its own: a slice would keep the whole chunk of the log that it was cut from in memory. */
function copy(text: string): string {
  return ` ${text}`.slice(1);
}
