/** Replaces the only occurrence of `find`; undefined where it occurs never or more than once. */
export function changed(
  text: string,
  find: string,
  put: string,
): string | undefined {
  const at = text.indexOf(find);
  if (at < 0 || text.includes(find, at + 1)) return undefined;
  return text.slice(0, at) + put + text.slice(at + find.length);
}
