/** The case of a cell, by the cell's name in a history. */
export function caseOf(name: string): string {
  return name.split(" ", 1)[0] ?? name;
}

/** The other parts of the name: tools and parameters, as `["zig", "0.17.0"]`. Values may have spaces. */
function pairsOf(name: string): [string, string][] {
  return name
    .split(/ (?=[\w.-]+=)/)
    .slice(1)
    .map((pair) => {
      const at = pair.indexOf("=");
      return [pair.slice(0, at), pair.slice(at + 1)];
    });
}

/** A tool and its version in a few words: `ld64.lld 19`; a title that says whose the tool is needs no `debian`. */
export function toolWords(title: string, version: string): string {
  const short = title.replace(/ \(.*\)$/, "");
  const own = version === "debian" && /^the |’s /.test(short);
  return own ? short : `${short} ${version}`;
}

/** `Zig 0.17.0, cc debian`; `title` turns a tool’s key into its makers’ name. */
function pairsWords(
  pairs: readonly [string, string][],
  title: (tool: string) => string,
): string {
  return pairs.map(([key, value]) => toolWords(title(key), value)).join(", ");
}

/** A cell in words: `pad, Zig 0.17.0, cc debian`. */
export function cellWords(
  name: string,
  title: (tool: string) => string,
): string {
  const pairs = pairsWords(pairsOf(name), title);
  return pairs === "" ? caseOf(name) : `${caseOf(name)}, ${pairs}`;
}

/** A label for each cell of a case: the pairs in which they differ, or all of them where there is one cell. */
export function labelsOf(
  names: readonly string[],
  title: (tool: string) => string,
): string[] {
  const all = names.map(pairsOf);
  const values = new Map<string, Set<string>>();
  for (const [key, value] of all.flat())
    values.set(key, (values.get(key) ?? new Set()).add(value));
  return all.map((own) => {
    const differing = own.filter(([key]) => (values.get(key)?.size ?? 0) > 1);
    return pairsWords(differing.length > 0 ? differing : own, title);
  });
}
