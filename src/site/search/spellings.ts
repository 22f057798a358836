/**
 * Spellings of one thing, each made the first one: what tools, systems and people call what the pages are about. A row
 * is about the field, never about one page.
 */
const table: readonly (readonly [to: string, from: RegExp])[] = [
  [
    "segfault",
    /\bseg(?:mentation)?[\s-]?faults?\b|\bsig?segv\b|\bsegv\b|\bsegfault(?:s|ed|ing)\b|\bexit(?:ed|s)?(?: with)?(?: code| status)? 139\b/gi,
  ],
  [
    "gpfault",
    /#gp\b(?!\w)|\bgp[fe]s?\b|\bgeneral[\s-]protection(?:[\s-](?:fault|exception|error)s?| ip\b)?/gi,
  ],
  ["threadlocal", /\b_*thread[\s_-]?locals?\b|\btls\b|\b__thread\b(?!_)/gi],
  [
    "macos",
    /\bmac\s?os(?:\s?x)?\b|\bos\s?x\b|\bdarwin\b|\bmac(?:book)?s?\b|\b(?:sierra|mojave|catalina|big sur|monterey|ventura|sonoma|sequoia)\b/gi,
  ],
  ["wasm", /\bweb[\s-]?assembly\b/gi],
  ["multithread", /\bmulti[\s-]?thread(?:ed|ing|s)?\b/gi],
  ["singlethread", /\bsingle[\s_-]?thread(?:ed|ing)?\b/gi],
  [
    "misalign",
    /\bmis[\s-]?align(?:ed|ment|s|ments)?\b|\bun-?aligned\b|\bnot(?: being)? (?:properly |\d+[\s-]bytes? )?aligned\b|\balignment(?: error| fault| issue| problem)\b/gi,
  ],
  [
    "hang",
    /\bhangs?\b|\bhung\b|\bhanging\b|\bfreez(?:es?|ing)\b|\bfrozen?\b|\bstuck\b|\bdead[\s-]?lock(?:s|ed|ing)?\b|\bnever (?:returns?|ends?|finish(?:es)?)\b/gi,
  ],
  [
    "crossoriginisolate",
    /\bcross[\s-]?origin[\s-]?isolat(?:ed|ion)\b|\borigin[\s-]?isolat(?:ed|ion)\b|\bisolated origin\b/gi,
  ],
  [
    "miscompile",
    /\bmis-?compil(?:e[ds]?|ations?|ing)\b|\bwrong code\b|\bbad code\s?gen\b/gi,
  ],
  ["outofbounds", /\bout[\s-]of[\s-]bounds\b|\boob\b/gi],
  ["sharedarraybuffer", /\bshared[\s-]?array[\s-]?buffers?\b/gi],
  ["threads", /\bpthreads?\b/gi],
  ["go", /\bgolang\b/gi],
  ["lld", /\bld(?:64)?\.lld\b/gi],
];

/** The text with each thing spelled in one way. */
export function spellings(text: string): string {
  let one = text;
  for (const [to, from] of table) one = one.replace(from, ` ${to} `);
  return one;
}
