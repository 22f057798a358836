/** Places as a history writes them, such as `0-7,9`; they must be in ascending order. */
export function packPlaces(places: readonly number[]): string {
  const parts: string[] = [];
  for (let from = 0; from < places.length;) {
    let to = from;
    while (places[to + 1] === (places[to] ?? 0) + 1) to += 1;
    const [first = 0, last = 0] = [places[from], places[to]];
    parts.push(first === last ? String(first) : `${first}-${last}`);
    from = to + 1;
  }
  return parts.join(",");
}

/** The places that `packPlaces` packed; nothing where they are none of a table of `size` cells, each once and in order. */
export function unpackPlaces(text: string, size: number): number[] | undefined {
  const places: number[] = [];
  for (const part of text.split(",")) {
    const [first = "", last = first] = part.split("-");
    const [from, to] = [Number(first), Number(last)];
    if (from > to || to >= size || from <= (places.at(-1) ?? -1))
      return undefined;
    for (let place = from; place <= to; place += 1) places.push(place);
  }
  return places;
}
