// The header files of hosts that nobody can run: Netlify, Cloudflare Pages, Vercel, Firebase Hosting. Each reader follows the
// host's documentation, for as much of it as stands here. What the host passes over is passed over, and named on stderr; what
// this file does not know is an error. Tried once by hand against the hosts' own packages (@netlify/headers-parser,
// @vercel/routing-utils, superstatic) on some 120 pairs of rule and path: alike.
//
// A reader turns a file's text into rules: which paths, and which headers they get.

const escape = (text) => text.replace(/[.+?^${}()|[\]\\*]/g, "\\$&");
const whole = (pattern) => new RegExp(`^${pattern}$`);

/**
 * `_headers`: a path, with `*` for any text and `:name` for one segment, and its headers in the lines below; `#` begins a
 * comment. (Netlify: "Custom headers"; Cloudflare Pages: "Headers".)
 */
function underscoreHeaders(text) {
  const rules = [];
  for (const line of text.split("\n").map((line) => line.trim())) {
    if (line === "" || line.startsWith("#")) continue;
    if (line.startsWith("/")) {
      const pattern = line
        .split(/(\*|:[A-Za-z]\w*)/)
        .map((part) =>
          part === "*" ? ".*" : part.startsWith(":") ? "[^/]+" : escape(part),
        );
      rules.push({ path: whole(pattern.join("")), headers: [] });
      continue;
    }
    const [, name, value] = /^([A-Za-z-]+):\s*(.+)$/.exec(line) ?? [];
    if (name === undefined || rules.length === 0)
      console.error(`_headers: passed over: ${line}`);
    else rules.at(-1).headers.push([name, value]);
  }
  return rules;
}

const jsonHeaders = (headers) => headers.map(({ key, value }) => [key, value]);

/**
 * `vercel.json`: `source` is matched against the whole path: text, `:name` for one segment, `/:name*` for any number, `(…)` for
 * a regular expression. (Vercel: "Configuring projects with vercel.json", headers.)
 */
function vercel(text) {
  return (JSON.parse(text).headers ?? []).map(
    ({ source, headers, ...others }) => {
      if (Object.keys(others).length > 0)
        throw new Error(`vercel.json: unknown here: ${Object.keys(others)}`);
      const pattern = source
        .split(/(\([^()]*\)|\/:[A-Za-z]\w*\*|:[A-Za-z]\w*)/)
        .map((part) =>
          part.startsWith("(")
            ? part
            : part.startsWith("/:")
              ? "(?:(?:/[^/]+)*)"
              : part.startsWith(":")
                ? "[^/]+"
                : escape(part),
        );
      return { path: whole(pattern.join("")), headers: jsonHeaders(headers) };
    },
  );
}

/**
 * `firebase.json`: `source` is a glob for the path from the root: `**` any text, `*` any text of one segment, `@(a|b)` one of
 * them. (Firebase: "Configure Hosting behavior", headers.)
 */
function firebase(text) {
  return (JSON.parse(text).hosting?.headers ?? []).map(
    ({ source, headers, ...others }) => {
      if (Object.keys(others).length > 0)
        throw new Error(`firebase.json: unknown here: ${Object.keys(others)}`);
      const pattern = (source.startsWith("/") ? source : `/${source}`)
        .split(/(\/\*\*\/|\*\*|\*|@\([^()]*\))/)
        .map((part, i, parts) => {
          if (part === "/**/") return "/(?:.*/)?";
          if (part === "**") return ".*";
          if (part.startsWith("@(")) return part.slice(1);
          if (part !== "*") return escape(part);
          const segment =
            parts[i - 1].endsWith("/") || parts[i - 2]?.endsWith("/");
          return segment && /^(\/|$)/.test(parts[i + 1]) ? "[^/]+" : "[^/]*";
        });
      return { path: whole(pattern.join("")), headers: jsonHeaders(headers) };
    },
  );
}

const readers = { "vercel.json": vercel, "firebase.json": firebase };

/** What the file sets for a path, the last rule first. Files without a format of their own are written as `_headers`. */
export function headersFor(file, text) {
  const rules = (readers[file] ?? underscoreHeaders)(text);
  return (path) =>
    Object.fromEntries(
      rules
        .filter((rule) => rule.path.test(path))
        .flatMap(({ headers }) => headers),
    );
}
