/**
 * Regions of source files, marked by comment lines in whatever comment syntax the file has:
 * `// misbuilt:region pad` … `// misbuilt:endregion pad`. The region is the lines in between, byte for byte.
 */
const mark = /misbuilt:(region|endregion)\s+([a-z0-9]+(?:-[a-z0-9]+)*)/;

/** The region’s lines, or what is wrong with its marks. */
export type RegionResult =
  { ok: true; text: string } | { ok: false; problem: string; names: string[] };

/** Reads the region `name` of `source`. `names` lists the regions that the file does have. */
export function readRegion(source: string, name: string): RegionResult {
  const lines = source.split(/(?<=\n)/);
  const names: string[] = [];
  let start: number | undefined;
  let text: string | undefined;
  for (const [index, line] of lines.entries()) {
    const found = mark.exec(line);
    if (found === null) continue;
    const [, kind, region] = found;
    if (kind === "region" && region !== undefined) names.push(region);
    if (region !== name) continue;
    if (kind === "region") {
      if (start !== undefined)
        return { ok: false, problem: `region "${name}" opens twice`, names };
      start = index + 1;
    } else {
      if (start === undefined || text !== undefined) {
        return {
          ok: false,
          problem: `region "${name}" closes where it is not open`,
          names,
        };
      }
      text = lines.slice(start, index).join("");
    }
  }
  if (start === undefined)
    return { ok: false, problem: `no region "${name}"`, names };
  if (text === undefined)
    return { ok: false, problem: `region "${name}" is not closed`, names };
  if (text.trim() === "")
    return { ok: false, problem: `region "${name}" is empty`, names };
  return { ok: true, text };
}
