import { expect, test } from "vitest";
import { markdownOfHtml } from "../../src/site/markdown/from-html.ts";

const page = `<!doctype html><html><head><title>Status · misbuilt</title></head>
<body><header>masthead</header><main id="main" tabindex="-1">
<h1>All of it</h1>
<nav>contents</nav><form>box</form><button>Copy</button><p hidden>secret</p>
<p>See <a href="/base/about/#x">about</a>, <a href="#here"> here </a> and <a href="https://other.example/">there</a>.</p>
<ul><li><span class="mark is-clean"><svg><path d="M0"></path></svg><span>clean</span> </span><time>21 Nov 2026</time></li></ul>
<p><span class="label">Cost</span> Two bytes.</p>
<table><caption>Every <code>case</code></caption><thead><tr><th>Case</th><th data-screen-only>Cells</th><th>In | words</th></tr></thead>
<tbody><tr><th>pad</th><td data-screen-only><i>x</i></td><td><a class="to-log" href="/logs/"><span class="mark">clean 9</span></a></td></tr></tbody></table>
<pre class="code" data-language="c"><code><span class="t-keyword">a</span> *b*
  c</code></pre>
<pre class="code">plain</pre>
</main><footer>colophon</footer></body></html>`;

test("a page becomes Markdown: its content alone, with whole addresses and tables", async () => {
  const head = {
    title: "Status",
    description: "Every verdict: at a glance",
    url: "https://site.example/base/status/",
    facts: { code: "MB0001", fixed: undefined },
  };
  expect(await markdownOfHtml(page, head)).toBe(`---
title: Status
description: "Every verdict: at a glance"
url: https://site.example/base/status/
code: MB0001
license: CC BY 4.0
---

# All of it

See [about](https://site.example/base/about/#x), [here](https://site.example/base/status/#here) and [there](https://other.example/).

- clean; 21 Nov 2026

Cost: Two bytes.

Every \`case\`

| Case | In \\| words |
| - | - |
| pad | clean 9 |

\`\`\`c
a *b*
  c
\`\`\`

\`\`\`
plain
\`\`\`
`);
});

test("code with backticks gets a longer fence, and a page without content is refused", async () => {
  const head = {
    title: "t",
    description: "d",
    url: "https://site.example/",
    facts: {},
  };
  expect(
    await markdownOfHtml("<main><pre>```\nx\n```</pre></main>", head),
  ).toContain("\n````\n```\nx\n```\n````\n");
  await expect(markdownOfHtml("<body>x</body>", head)).rejects.toThrow(
    "a page without <main>",
  );
});
