interface Edit {
  readonly mark: " " | "-" | "+";
  readonly line: string;
}

/** Beyond this many pairs of lines a shortest diff costs too much; the changed part is then shown whole. */
const most = 4_000_000;

function lines(text: string): string[] {
  const split = text.split("\n");
  // A last line without its newline is another line than one with it.
  if (split.at(-1) === "") split.pop();
  else if (split.length > 0)
    split.push(`${split.pop() ?? ""}\n\\ no newline at the end`);
  return split;
}

function shortest(a: readonly string[], b: readonly string[]): Edit[] {
  const width = b.length + 1;
  // common[i * width + j]: the longest common subsequence of a from i and b from j.
  const common = new Uint32Array((a.length + 1) * width);
  const at = (i: number, j: number): number => common[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1)
    for (let j = b.length - 1; j >= 0; j -= 1)
      common[i * width + j] =
        a[i] === b[j]
          ? at(i + 1, j + 1) + 1
          : Math.max(at(i + 1, j), at(i, j + 1));
  const edits: Edit[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    const left = a[i];
    const right = b[j];
    if (left !== undefined && left === right) {
      edits.push({ mark: " ", line: left });
      i += 1;
      j += 1;
    } else if (
      left !== undefined &&
      (right === undefined || at(i + 1, j) >= at(i, j + 1))
    ) {
      edits.push({ mark: "-", line: left });
      i += 1;
    } else if (right !== undefined) {
      edits.push({ mark: "+", line: right });
      j += 1;
    }
  }
  return edits;
}

function compare(a: readonly string[], b: readonly string[]): Edit[] {
  const same = (line: string): Edit => ({ mark: " ", line });
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1;
  let tail = 0;
  while (
    tail < a.length - head &&
    tail < b.length - head &&
    a[a.length - 1 - tail] === b[b.length - 1 - tail]
  )
    tail += 1;
  const left = a.slice(head, a.length - tail);
  const right = b.slice(head, b.length - tail);
  const middle =
    left.length * right.length > most
      ? [
          ...left.map((line): Edit => ({ mark: "-", line })),
          ...right.map((line): Edit => ({ mark: "+", line })),
        ]
      : shortest(left, right);
  return [
    ...a.slice(0, head).map(same),
    ...middle,
    ...a.slice(a.length - tail).map(same),
  ];
}

/**
 * What differs between two texts, in the unified format with `context` lines around each change. Empty where nothing
 * differs.
 */
export function unifiedDiff(
  before: string,
  after: string,
  names: readonly [string, string],
  context = 2,
): string {
  if (before === after) return "";
  const edits = compare(lines(before), lines(after));
  const shown = edits.map((_, index) =>
    edits
      .slice(Math.max(0, index - context), index + context + 1)
      .some((edit) => edit.mark !== " "),
  );
  const result = [`--- ${names[0]}`, `+++ ${names[1]}`];
  let left = 1;
  let right = 1;
  for (let start = 0; start < edits.length;) {
    if (shown[start] !== true) {
      start += 1;
      left += 1;
      right += 1;
      continue;
    }
    let end = start;
    while (end < edits.length && shown[end] === true) end += 1;
    const hunk = edits.slice(start, end);
    const removed = hunk.filter((edit) => edit.mark !== "+").length;
    const added = hunk.filter((edit) => edit.mark !== "-").length;
    result.push(
      `@@ -${removed === 0 ? left - 1 : left},${removed} +${added === 0 ? right - 1 : right},${added} @@`,
      ...hunk.map((edit) => `${edit.mark}${edit.line}`),
    );
    left += removed;
    right += added;
    start = end;
  }
  return `${result.join("\n")}\n`;
}
