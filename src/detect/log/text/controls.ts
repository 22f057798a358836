const escape = 0x1b;

/** Removes control characters and ECMA-48 sequences: CSI … final byte, OSC … BEL or ST, and two-character escapes. */
export function withoutControl(line: string): string {
  let out = "";
  let from = 0;
  let i = 0;
  while (i < line.length) {
    const code = line.charCodeAt(i);
    if (!isControl(code)) {
      i++;
      continue;
    }
    out += line.slice(from, i);
    i = code === escape || code === 0x9b ? afterEscape(line, i) : i + 1;
    from = i;
  }
  return out + line.slice(from);
}

/** Whether a terminal takes this character for an order; the tab is left where it is. */
export function isControl(code: number): boolean {
  return (code < 32 && code !== 9) || code === 0x9b;
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
