/**
 * How soon the first result stands in the page after a key, with an index of many pages that has been used before:
 *
 *   node bench/search.ts [pages]
 *
 * Makes `pages` (default 1,000) hazard pages of words and names like this site's, beside the site's own home page and scripts,
 * indexes them with this site's settings, and types queries into the box in Chromium. The time runs from the last key to
 * the first result of that query; it includes the box's own wait for a pause in the typing. Prints the median and the
 * slowest; needs the built site (`npm run build`) and Chromium. The figure never fails anything: it depends on the machine.
 */
import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Page } from "playwright-core";
import { indexPages } from "../src/site/build.ts";
import type { Document } from "../src/site/search/documents.ts";
import { searchData } from "../src/site/search/engine.ts";
import { builtSite, launch, open } from "../tests/site/support/browser.ts";
import { serve } from "../tests/site/support/server.ts";

const pages = Number(process.argv[2] ?? "1000");
const rounds = 5;
const aim = 100;

const words =
  "linker compiler thread local section offset aligned crash constant object archive symbol register loader image panic release debug memory page stack vector load store fault trap build flag profile unit merge template exit signal".split(
    " ",
  );

/** A repeatable source of numbers below `limit`, so that two runs index the same text. */
function numbers(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

/** A generated hazard as the site's search knows its pages: 30 names, about as many as a real one has. */
function hazardDocument(number: number): Document {
  const next = numbers(number + 1);
  const word = () => words[next(words.length)] ?? "";
  const phrase = (length: number) => Array.from({ length }, word).join(" ");
  return {
    page: {
      url: `/hazards/generated-${number}/`,
      slug: `generated-${number}`,
      kind: "hazard",
      code: `MB${9000 + number}`,
      title: `Generated hazard ${number}: ${phrase(6)}`,
      summary: phrase(40),
      names: [
        `GEN_ID_${number}`,
        ...Array.from({ length: 10 }, () => `__sym_${next(5000)}`),
        ...Array.from({ length: 9 }, () => `codegen-units=${next(32)}`),
        ...Array.from({ length: 10 }, () => phrase(4)),
      ],
      tools: ["zig"],
      values: {},
      fix: `/hazards/generated-${number}/#fix`,
    },
    signs: Array.from({ length: 10 }, () => phrase(10)),
  };
}

/** Ten sections of 60 words and an identifier each: about as much as one of the site's hazards. */
function hazardPage(number: number): string {
  const next = numbers(number + 1);
  const sections = Array.from({ length: 10 }, (_, index) => {
    const prose = Array.from(
      { length: 60 },
      () => words[next(words.length)] ?? "",
    ).join(" ");
    return `<h2 id="s${index}">Section ${index}</h2><p>${prose} <code>__sym_${next(5000)}</code> <code>0x${next(65_536).toString(16)}</code> codegen-units=${next(32)}</p>`;
  });
  return `<!doctype html><html lang="en"><title>Hazard ${number}</title><article data-pagefind-body><span data-pagefind-meta="kind:hazard" hidden></span><h1 data-pagefind-meta="title">Generated hazard ${number}</h1><p data-pagefind-weight="4">GEN_ID_${number}</p>${sections.join("")}</article></html>`;
}

async function generate(folder: string): Promise<void> {
  await cp(builtSite(), folder, { recursive: true });
  await rm(join(folder, "pagefind"), { recursive: true, force: true });
  for (const kind of ["hazards", "symptoms"])
    await rm(join(folder, kind), { recursive: true, force: true });
  for (let number = 0; number < pages; number += 1) {
    const place = join(folder, "hazards", `generated-${number}`);
    await mkdir(place, { recursive: true });
    await writeFile(join(place, "index.html"), hazardPage(number));
  }
  const documents = Array.from({ length: pages }, (_, n) => hazardDocument(n));
  const data = JSON.stringify(searchData(documents));
  await writeFile(join(folder, "search/index.json"), data);
  const size = (bytes: number) => `${(bytes / 1000).toFixed(0)} kB`;
  console.log(
    `the index of names: ${size(data.length)}, ${size(gzipSync(data).length)} gzipped`,
  );
}

/** Types a query but for its last key, waits until it is answered, and times the last key. In milliseconds. */
async function timeOf(page: Page, query: string): Promise<number> {
  const box = page.locator("form.box [name=q]");
  await box.fill(query.slice(0, -1));
  await page.waitForTimeout(400);
  await page.evaluate(() => {
    const output = document.querySelector("#results");
    const box = document.querySelector("form.box [name=q]");
    if (output === null || box === null) throw new Error("the page has no box");
    document.body.dataset["answerMs"] = "";
    box.addEventListener(
      "input",
      () => {
        const from = performance.now();
        const observer = new MutationObserver(() => {
          if (output.querySelector("[data-hit]") === null) return;
          observer.disconnect();
          document.body.dataset["answerMs"] = String(performance.now() - from);
        });
        observer.observe(output, { childList: true });
      },
      { once: true },
    );
  });
  await box.press("End");
  await page.keyboard.type(query.slice(-1));
  await page
    .waitForFunction(() => (document.body.dataset["answerMs"] ?? "") !== "")
    .catch(() => {
      throw new Error(`nothing was found for ${query}`);
    });
  return Number(await page.evaluate(() => document.body.dataset["answerMs"]));
}

const [, symbol = ""] = hazardDocument(417).page.names;
const queries = {
  "one identifier": "GEN_ID_417",
  "plain words": "section offset aligned",
  "words on every page": "linker constant fault",
  "no page has all": `SIGSEGV at ${symbol} zig macos`,
  "key=value": "codegen-units=16",
  "a title": `Nightly build crashes at ${symbol} with a misaligned section in release mode only`,
} as const;

const folder = await mkdtemp(join(tmpdir(), "misbuilt-search-"));
try {
  await generate(folder);
  const indexed = await indexPages(folder);
  const browser = await launch();
  const host = await serve(folder);
  try {
    const { page } = await open(browser, host.origin);
    await page.goto("/");
    // The first round loads the index; the rounds after it find it warm.
    for (const query of Object.values(queries)) await timeOf(page, query);
    console.log(
      `${indexed} pages, from the key to the first result, ${rounds} rounds (aim: ${aim} ms)`,
    );
    for (const [name, query] of Object.entries(queries)) {
      const times: number[] = [];
      for (let round = 0; round < rounds; round += 1)
        times.push(await timeOf(page, query));
      times.sort((a, b) => a - b);
      console.log(
        `  ${name.padEnd(20)} median ${(times[Math.floor(rounds / 2)] ?? 0).toFixed(0).padStart(4)} ms, slowest ${(times.at(-1) ?? 0).toFixed(0).padStart(4)} ms`,
      );
    }
  } finally {
    await browser.close();
    await host.stop();
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
