/**
 * Dresses a log as terminals, collectors, web pages and languages would: what it says stays, so the diagnosis must
 * stay too.
 */
const encode = (text: string): string =>
  text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
const lines = (text: string, each: (line: string) => string): string =>
  text.replaceAll(/^.*$/gm, each);
const coloured = (text: string, on: string, off: string): string =>
  text.replaceAll(/([A-Za-z]{3})([A-Za-z])/g, `$1${on}$2${off}`);
const numeric = (text: string, hex: boolean): string =>
  text.replaceAll(/[^A-Za-z0-9 \n]/g, (char) => {
    const code = char.codePointAt(0) ?? 32;
    return hex ? `&#x${code.toString(16)};` : `&#${code};`;
  });
const clock = "2026-03-09T15:44:10.103000Z";

/** Each format by its name. */
export const formats: Readonly<Record<string, (text: string) => string>> = {
  CRLF: (text) => text.replaceAll("\n", "\r\n"),
  colours: (text) => coloured(text, "\u001b[1;31m", "\u001b[0m"),
  "colours as ^[": (text) => coloured(text, "^[[1;31m", "^[[0m"),
  "colours as \\u001b": (text) => coloured(text, "\\u001b[31m", "\\u001b[0m"),
  "colours as \\x1b": (text) => coloured(text, "\\x1b[31m", "\\x1b[0m"),
  "colours as \\033": (text) => coloured(text, "\\033[31m", "\\033[0m"),
  "colours without escape": (text) => coloured(text, "[31m", "[0m"),
  GitHub: (text) => lines(text, (line) => `${clock} ${line}`),
  GitLab: (text) => lines(text, (line) => `${clock} 01O ${line}`),
  pid: (text) => lines(text, (line) => `[12345] ${line}`),
  quoted: (text) => lines(text, (line) => `> ${line}`),
  "quoted without a blank": (text) => lines(text, (line) => `>${line}`),
  compose: (text) => lines(text, (line) => `web-1  | ${line}`),
  Kubernetes: (text) => lines(text, (line) => `${clock} stderr F ${line}`),
  journal: (text) =>
    lines(text, (line) => `Nov 21 10:12:45 host app[81]: ${line}`),
  "docker JSON": (text) =>
    lines(text, (line) =>
      JSON.stringify({ log: `${line}\n`, stream: "stderr", time: clock }),
    ),
  "record with the text last": (text) =>
    lines(text, (line) =>
      JSON.stringify({ time: clock, level: "error", msg: line }),
    ),
  "JSON string": (text) => JSON.stringify(text),
  "JSON string, doubly": (text) => JSON.stringify(JSON.stringify(text)),
  "JSON object": (text) => JSON.stringify({ id: 7, details: text }),
  "JSON, pretty": (text) => JSON.stringify({ id: 7, output: text }, null, 2),
  "JSON array, pretty": (text) =>
    JSON.stringify({ lines: text.split("\n") }, null, 2),
  "docker JSON of JSON": (text) =>
    JSON.stringify({ log: JSON.stringify({ msg: text }), stream: "stderr" }),
  entities: encode,
  "numeric entities": (text) => numeric(text, false),
  "hexadecimal entities": (text) => numeric(text, true),
  "HTML in one line": (text) =>
    `<pre>${encode(text).replaceAll("\n", "<br>")}</pre>`,
  "HTML, a span per word": (text) =>
    lines(text, (line) =>
      encode(line).replaceAll(/\S+/g, '<span class="w">$&</span>'),
    ),
  address: (text) => encodeURIComponent(text),
  form: (text) => encodeURIComponent(text).replaceAll("%20", "+"),
  "blanks without width": (text) =>
    text.replaceAll(/([a-z]{4})([a-z])/g, "$1\u200b$2"),
  "blanks that do not break": (text) => text.replaceAll(" ", "\u00a0"),
  Markdown: (text) => text.replaceAll(/[_*[\]<>#]/g, "\\$&"),
  typeset: (text) =>
    text
      .replaceAll("->", "\u2192")
      .replaceAll("=>", "\u21d2")
      .replaceAll("--", "\u2014")
      .replaceAll(/"([^"\n]*)"/g, "\u201c$1\u201d")
      .replaceAll("'", "\u2019"),
  German: (text) =>
    said(text, "Speicherzugriffsfehler", "Speicherabzug geschrieben"),
  French: (text) => said(text, "Erreur de segmentation", "core dumped"),
  Chinese: (text) => said(text, "段错误", "核心已转储"),
  "Chinese, traditional": (text) =>
    said(text, "程式記憶體區段錯誤", "核心已傾印"),
  Spanish: (text) => said(text, "Violación de segmento", "`core' generado"),
  Japanese: (text) => said(text, "Segmentation違反", "コアダンプ"),
  Russian: (text) =>
    said(text, "Ошибка сегментирования", "стек памяти сброшен на диск"),
  Portuguese: (text) =>
    said(text, "Falha de segmentação", "imagem do núcleo gravada"),
  Italian: (text) => said(text, "Errore di segmentazione", "core dump creato"),
  Polish: (text) => said(text, "Naruszenie ochrony pamięci", "zrzut pamięci"),
  Korean: (text) => said(text, "세그멘테이션 오류", "코어 덤프됨"),
  Turkish: (text) => said(text, "Parçalama arızası", "çekirdek döküldü"),
  Dutch: (text) => said(text, "Segmentatiefout", "geheugendump gemaakt"),
  Czech: (text) => said(text, "Neoprávněný přístup do paměti", "core dumped"),
  "noise before and after": (text) =>
    `${"  Compiling thing v1.0.0\n".repeat(300)}${text}\n${"done\n".repeat(300)}`,
};

/** Which of the formats are languages. */
export const locales: ReadonlySet<string> = new Set([
  "German",
  "French",
  "Chinese",
  "Chinese, traditional",
  "Spanish",
  "Japanese",
  "Russian",
  "Portuguese",
  "Italian",
  "Polish",
  "Korean",
  "Turkish",
  "Dutch",
  "Czech",
]);

/** What a shell says in another language; what macOS (`: 11`) and Zig (`at address`) say stays English. */
function said(text: string, fault: string, dumped: string): string {
  return text
    .replaceAll(/segmentation fault(?! at address|: 11)/gi, fault)
    .replaceAll("core dumped", dumped);
}
