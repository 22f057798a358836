import { describe, expect, it } from "vitest";
import { file, printed } from "./module.ts";

const paths = ["/", "/page.html", "/a/b/page.html", "/api", "/api/x", "/x.mjs"];

/** Which of the paths get a header by the text of a host’s file. */
const reached = (host: string, text: string): string =>
  printed(
    `import { headersFor } from "${file("repros/browser-isolation/rules.mjs")}";
     const [host, text, ...paths] = process.argv.slice(1);
     try {
       const headers = headersFor(host, text);
       console.log(paths.filter((path) => "X" in headers(path)).join(" "));
     } catch (error) {
       console.log(error.message);
     }`,
    host,
    text,
    ...paths,
  );

function fileWith(host: string, source: string): string {
  const rules = [{ source, headers: [{ key: "X", value: "1" }] }];
  if (host === "vercel.json") return JSON.stringify({ headers: rules });
  if (host === "firebase.json")
    return JSON.stringify({ hosting: { headers: rules } });
  return `# a comment\n${source}\n  X: 1\n`;
}

/** What is expected is what the hosts’ own packages answered for the same rules: see rules.mjs. */
describe("the readers of hosts’ header files", () => {
  it.each([
    ["_headers", "/*", paths],
    ["_headers", "/a/*", ["/a/b/page.html"]],
    ["_headers", "/:one", ["/page.html", "/api", "/x.mjs"]],
    ["vercel.json", "/(.*)", paths],
    ["vercel.json", "/api/(.*)", ["/api/x"]],
    ["vercel.json", "/api/:path*", ["/api", "/api/x"]],
    ["vercel.json", "/a/:x/page.html", ["/a/b/page.html"]],
    ["firebase.json", "**", paths],
    ["firebase.json", "**/*.@(js|mjs)", ["/x.mjs"]],
    ["firebase.json", "/a/**/page.html", ["/a/b/page.html"]],
    ["firebase.json", "*.html", ["/page.html"]],
  ])("%s: %s", (host, source, expected) => {
    expect(reached(host, fileWith(host, source))).toBe(expected.join(" "));
  });

  it.each([
    ["_headers", "api/\n  X: 1\n", ""],
    ["_headers", "/*\n  X 1\n", ""],
    ["_headers", "/x.mjs\nX: 1\n", "/x.mjs"],
    ["firebase.json", '{"headers":[{"source":"**","headers":[]}]}', ""],
    [
      "vercel.json",
      '{"headers":[{"source":"/","has":[],"headers":[]}]}',
      "vercel.json: unknown here: has",
    ],
  ])("%s: passes over or refuses: %j", (host, text, expected) => {
    expect(reached(host, text)).toBe(expected);
  });
});
