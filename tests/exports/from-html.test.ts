import { expect, test } from "vitest";
import { markdownOfHtml, readHead } from "../../src/site/markdown/from-html.ts";

const page = `<!doctype html><html><head>
<title>Status · misbuilt</title>
<meta name="description" content="Every verdict: at a glance">
<link rel="canonical" href="https://site.example/base/status/">
<link rel="alternate" type="text/markdown" href="/base/status.md">
</head><body><header>masthead</header><main>
<h1>All of it</h1>
<nav>contents</nav><form>box</form><button>Copy</button><p hidden>secret</p>
<p>See <a href="/base/about/#x">about</a>, <a href="#here">here</a> and <a href="https://other.example/">there</a>.</p>
<ul><li><span class="mark is-clean"><svg><path d="M0"></path></svg><span>clean</span></span><time>21 Nov 2026</time></li></ul>
<table><thead><tr><th>Case</th><th data-drawing>Cells</th><th>In | words</th></tr></thead>
<tbody><tr><th>pad</th><td data-drawing><i>x</i></td><td>clean 9</td></tr></tbody></table>
<pre class="code">a *b*
  c</pre>
</main><footer>colophon</footer></body></html>`;

test("a page becomes Markdown: its content alone, with whole addresses and tables", async () => {
  const head = readHead(page);
  if (head === undefined) throw new Error("the page has a head");
  expect(head).toEqual({
    title: "Status",
    description: "Every verdict: at a glance",
    url: "https://site.example/base/status/",
    markdown: "https://site.example/base/status.md",
  });
  expect(await markdownOfHtml(page, head)).toBe(`---
title: Status
description: "Every verdict: at a glance"
url: https://site.example/base/status/
license: CC BY 4.0
---

# All of it

See [about](https://site.example/base/about/#x), [here](https://site.example/base/status/#here) and [there](https://other.example/).

- clean; 21 Nov 2026

| Case | In \\| words |
| - | - |
| pad | clean 9 |

\`\`\`
a *b*
  c
\`\`\`
`);
});

test("a file that is no page of the site has no head to read", () => {
  expect(readHead("<title>x</title><p>a reproducer's own file")).toBe(
    undefined,
  );
});
