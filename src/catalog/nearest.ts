/** Edit distance with neighbouring letters swapped counted as one (optimal string alignment). */
export function distance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1];
      let cost = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
      );
      const swapped =
        row > 1 &&
        column > 1 &&
        a[row - 1] === b[column - 2] &&
        a[row - 2] === b[column - 1];
      if (swapped) cost = Math.min(cost, (beforeLast[column - 2] ?? 0) + 1);
      current.push(cost);
    }
    beforeLast = last;
    last = current;
  }
  return last[b.length] ?? 0;
}

/** The names that a person may have meant by `wanted`, nearest first, at most `limit`: small slips, and parts of names. */
export function nearest(
  wanted: string,
  names: Iterable<string>,
  limit = 3,
): string[] {
  const key = wanted.toLowerCase().slice(0, 100);
  const scored: { name: string; score: number }[] = [];
  for (const name of new Set(names)) {
    const other = name.toLowerCase();
    const edits = distance(key, other);
    const part = key.length >= 3 && other.includes(key);
    const allowed = Math.min(4, Math.max(2, Math.floor(other.length / 4)));
    if (part || edits <= allowed)
      scored.push({ name, score: part ? Math.min(edits, 1) : edits });
  }
  scored.sort((a, b) => a.score - b.score || a.name.localeCompare(b.name));
  const best = scored[0]?.score ?? 0;
  return scored
    .filter((one) => one.score <= best + 1)
    .slice(0, limit)
    .map((one) => one.name);
}

/** ` Did you mean "a" or "b"?`, or nothing where no name is near. */
export function didYouMean(wanted: string, names: Iterable<string>): string {
  const near = nearest(wanted, names).map((name) => `"${name}"`);
  const last = near.pop();
  if (last === undefined) return "";
  const list = near.length === 0 ? last : `${near.join(", ")} or ${last}`;
  return ` Did you mean ${list}?`;
}
