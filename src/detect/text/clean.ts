/**
 * Removes what terminals and log collectors put around a line: ANSI escape sequences, control characters, and the
 * prefixes of CI services, journals, kernels, containers and quotations. Every scanner here moves forward only.
 */
export function cleanLine(line: string): string {
  const plain = unescaped(hasControl(line) ? withoutControl(line) : line);
  let start = 0;
  for (let round = 0; round < 6; round++) {
    const next = afterPrefix(plain, start);
    if (next === start) break;
    start = next;
  }
  return start === 0 ? plain : plain.slice(start);
}

/** What a web page makes of a log: entities, and blanks that do not break. */
function unescaped(line: string): string {
  let text = line.includes("\u00a0") ? line.replaceAll("\u00a0", " ") : line;
  if (text.includes("&"))
    text = text
      .replaceAll("&lt;", "<")
      .replaceAll("&gt;", ">")
      .replaceAll("&quot;", '"')
      .replaceAll("&#39;", "'")
      .replaceAll("&amp;", "&");
  return text;
}

const escape = 0x1b;

function hasControl(line: string): boolean {
  for (let i = 0; i < line.length; i++) {
    const code = line.charCodeAt(i);
    if ((code < 32 && code !== 9) || code === 0x9b || code === 0xfeff)
      return true;
  }
  return false;
}

/** ECMA-48 sequences: CSI … final byte, OSC … BEL or ST, and two-character escapes. */
function withoutControl(line: string): string {
  let out = "";
  let from = 0;
  let i = 0;
  while (i < line.length) {
    const code = line.charCodeAt(i);
    if (code >= 32 && code !== 0x9b && code !== 0xfeff) {
      i++;
      continue;
    }
    if (code === 9) {
      i++;
      continue;
    }
    out += line.slice(from, i);
    i = code === escape || code === 0x9b ? afterEscape(line, i) : i + 1;
    from = i;
  }
  return out + line.slice(from);
}

function afterEscape(line: string, at: number): number {
  let i = at + 1;
  const kind = line.charCodeAt(at) === 0x9b ? 0x5b : line.charCodeAt(i++);
  if (kind === 0x5b) {
    while (i < line.length && line.charCodeAt(i) < 0x40) i++;
    return i + 1;
  }
  if (kind === 0x5d || kind === 0x5f || kind === 0x50) {
    while (i < line.length) {
      const code = line.charCodeAt(i);
      if (code === 7 || code === 0x9c) return i + 1;
      if (code === escape) return i + 2;
      i++;
    }
    return i;
  }
  return i;
}

/** Bounded and anchored: each looks at no more than the first 120 characters from `start`. */
const prefixes: readonly RegExp[] = [
  // 2026-04-18T10:11:12.1234567Z, [2026-04-18 10:11:12,123], 10:11:12.123
  /^\[?(?:\d{4}-\d\d-\d\d[T ])?\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?\]?[ \t|:]{0,3}/,
  // Nov 21 10:00:00 host kernel:  and  host kernel: of a journal
  /^(?:[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d )[\w.-]{1,64} [\w.@/-]{1,48}(?:\[\d{1,8}\])?: /,
  // [  123.456789]  and  [Wed May  5 16:34:25 2021]
  /^(?:<\d{1,3}>)?\[ {0,8}\d{1,8}\.\d{1,6}\] ?/,
  /^\[[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4}\] ?/,
  // job<TAB>step<TAB>2026-…Z of `gh run view --log`
  /^[^\t]{1,60}\t[^\t]{1,60}\t(?=\d{4}-\d\d-\d\dT)/,
  // web-1  | of docker compose
  /^[\w.-]{1,40} {1,12}\| /,
  // > quoted, #12 3.456 of docker build
  /^(?:> ){1,4}/,
  /^#\d{1,4} \d{1,6}\.\d{1,4} /,
  // ##[error], ::error::
  /^##\[[a-z]{1,12}\]/,
  /^::[a-z]{1,12}(?: [^:]{0,80})?::/,
];

function afterPrefix(line: string, start: number): number {
  const code = line.charCodeAt(start);
  // Letters, digits and the few marks with which a prefix can begin; most lines stop here.
  const digit = code >= 48 && code <= 57;
  const mark =
    code === 91 || code === 60 || code === 62 || code === 35 || code === 58;
  const word =
    start === 0 &&
    ((code >= 65 && code <= 90) || (code >= 97 && code <= 122)) &&
    mayBePrefixed(line);
  if (!digit && !mark && !word) return start;
  const head = line.slice(start, start + 160);
  for (const prefix of prefixes) {
    const found = prefix.exec(head);
    if (found !== null && found[0].length > 0) return start + found[0].length;
  }
  return start;
}

/** Whether a line that begins with a word has the tab, bar or clock that a prefix ends with. */
function mayBePrefixed(line: string): boolean {
  for (let i = 3; i < line.length && i < 130; i++) {
    const code = line.charCodeAt(i);
    if (code === 9 || code === 124) return true;
    if (code === 58 && line.charCodeAt(i + 3) === 58) return true;
  }
  return false;
}
