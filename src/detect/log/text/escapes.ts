/**
 * Undoes what was written into a text as escapes on its way here: terminal sequences, strings of JSON, addresses, HTML
 * and Markdown. Each function returns the text itself where it has nothing to undo; a line end that was escaped comes
 * back as one.
 */

/** `^[[31m`, `\u001b[31m`, `\x1b[31m`, `\033[31m`, `\e[31m`, and `[31m` that lost its escape. */
export function withoutWrittenColours(text: string): string {
  if (!text.includes("[")) return text;
  return text
    .replace(
      /(?:\^\[|\\{1,4}(?:u001b|x1b|0?33|e)|\u241b|\ufffd)\[[\d;:?]{0,30}[A-Za-z]/gi,
      "",
    )
    .replace(/\[\d{1,3}(?:[;:]\d{1,3}){0,8}[mK]/g, "");
}

const textKeys =
  "log|message|msg|text|textPayload|line|body|output|stdout|stderr|content|event|data|description|error|reason";
/** `"log": "…"`: linear, because each character can be read in one way only. */
const keyedText = new RegExp(
  `"@?(?:${textKeys})" ?: ?"((?:[^"\\\\]|\\\\.)*)"?`,
  "gi",
);
const wholeString = /^[\s[(]{0,40}b?"((?:[^"\\]|\\.)*)"[\s,\])]{0,9}$/;

/** What stands in the strings of JSON: a whole line that is one, the text of a record, or escaped line ends. */
export function fromJson(text: string): string {
  const whole = wholeString.exec(text)?.[1];
  if (whole !== undefined) return unescaped(whole);
  const parts = text.includes('"') ? text.replace(keyedText, "\n$1\n") : text;
  return parts !== text || looksEscaped(text) ? unescaped(parts) : text;
}

/** Escaped quotes or characters, or line ends that are not parts of a path such as `C:\new\names`. */
function looksEscaped(text: string): boolean {
  if (!text.includes("\\")) return false;
  if (text.includes('\\"') || /\\u00[0-9a-f]{2}/i.test(text)) return true;
  const first = text.indexOf("\\n");
  return (
    first !== -1 &&
    (/^\s{0,40}["'{[]/.test(text) || text.includes("\\n", first + 2)) &&
    !/\b[A-Za-z]:\\/.test(text)
  );
}

const escapes: Readonly<Record<string, string>> = {
  n: "\n",
  r: "\n",
  t: "\t",
  b: "",
  f: "",
  "/": "/",
  '"': '"',
  "'": "'",
  "\\": "\\",
};

function unescaped(text: string): string {
  if (!text.includes("\\")) return text;
  return text.replace(
    /\\(?:u([0-9a-f]{4})|x([0-9a-f]{2})|(.))/gi,
    (all: string, wide?: string, byte?: string, mark?: string) =>
      mark === undefined
        ? String.fromCharCode(Number.parseInt(wide ?? byte ?? "20", 16))
        : (escapes[mark] ?? all),
  );
}

/** A text that was put into an address, as in `General%20protection%20exception%0A`. */
export function fromAddress(text: string): string {
  if (!/%(?:20|0a|0d)/i.test(text)) return text;
  // In an encoded text each % begins an escape; assembly such as %rax does not.
  if (/%(?![0-9a-f]{2}|[0-9a-f]?$)/i.test(text)) return text;
  const spaced =
    text.includes(" ") || text.includes("%20")
      ? text
      : text.replaceAll("+", " ");
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced.replace(/%([0-7][0-9a-f])/gi, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
  }
}

const blockTag =
  /<\/?(?:br|p|div|pre|li|ol|ul|tr|table|tbody|section|article|body|html|blockquote)(?:\s[^<>]{0,300})?\/?>/gi;
const inlineTag =
  /<\/?(?:span|code|b|i|em|strong|a|td|th|font|samp|tt|kbd|mark|button|wbr)(?:\s[^<>]{0,300})?\/?>/gi;

/** The text of a piece of HTML; angle brackets of C++ and Rust names stay. */
export function withoutTags(text: string): string {
  if (!/<br ?\/?>|<\/[a-z]{1,10}>/i.test(text)) return text;
  return text.replace(blockTag, "\n").replace(inlineTag, "");
}

const entities: Readonly<Record<string, string>> = {
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  amp: "&",
  nbsp: " ",
  rarr: "->",
  rsquo: "'",
  lsquo: "'",
  rdquo: '"',
  ldquo: '"',
  hellip: "...",
  lowbar: "_",
  percnt: "%",
  newline: "\n",
  tab: "\t",
};

export function withoutEntities(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));/gi,
    (all: string, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return entities[name.toLowerCase()] ?? all;
      const code = Number.parseInt(
        decimal ?? hex ?? "",
        decimal === undefined ? 16 : 10,
      );
      if (code === 10 || code === 13) return "\n";
      return code <= 0x10ffff ? String.fromCodePoint(code) : all;
    },
  );
}

/** `wasi\_thread\_start` of Markdown. */
export function fromMarkdown(text: string): string {
  return text.replace(/\\([_*<>[\]#`~|()&!-])/g, "$1");
}

const typeset: Readonly<Record<string, string>> = {
  "‘": "'",
  "’": "'",
  "‚": "'",
  "′": "'",
  "“": '"',
  "”": '"',
  "„": '"',
  "″": '"',
  "→": "->",
  "⟶": "->",
  "➜": "->",
  "➔": "->",
  "⇒": "=>",
  "⟹": "=>",
  "…": "...",
  "‐": "-",
  "‑": "-",
  "−": "-",
  "–": "-",
  "—": "-",
};

/** Plain marks for typeset ones, plain blanks for wide ones, nothing for those without a width. */
export function withoutTypesetting(text: string): string {
  return text
    .replace(/[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/g, "")
    .replace(/[\u00a0\u2000-\u200a\u202f\u205f\u3000]/g, " ")
    .replace(/(^|[\s"'(=])[–—](?=[a-z])/g, "$1--")
    .replace(/[‘’‚′“”„″→⟶➜➔⇒⟹…‐‑−–—]/g, (mark) => typeset[mark] ?? mark)
    .replace(/[\uff01-\uff5e]/g, (wide) =>
      String.fromCharCode(wide.charCodeAt(0) - 0xfee0),
    );
}
