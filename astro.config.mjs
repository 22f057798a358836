import { satteri, satteriHighlightPlugin } from "@astrojs/markdown-satteri";
import mdx from "@astrojs/mdx";
import { defineConfig } from "astro/config";
import process from "node:process";
import {
  directives,
  headers,
  scriptSources,
  styleSources,
} from "./src/site/headers.ts";
import { highlightFence } from "./src/site/highlight.ts";

export default defineConfig({
  // Where the site is published: canonical links and download lines name it. `npm start` serves on the default.
  site: process.env["SITE_URL"] ?? "http://127.0.0.1:4321",
  base: process.env["SITE_BASE"] ?? "/",
  trailingSlash: "always",
  // The default ("jsx") glues neighbouring elements, and then the search cannot find the second word.
  compressHTML: true,
  integrations: [mdx()],
  markdown: {
    // Astro's own highlighting writes inline styles, which the Content Security Policy forbids.
    syntaxHighlight: false,
    processor: satteri({
      // Smart punctuation would turn `--release` into an en dash.
      features: { smartPunctuation: false },
      hastPlugins: [satteriHighlightPlugin(highlightFence, [])],
    }),
  },
  build: { inlineStylesheets: "never" },
  vite: {
    build: {
      assetsInlineLimit: 0,
      // Astro marks its own modules with directives that the bundler would warn of for every page.
      rolldownOptions: { checks: { moduleLevelDirective: false } },
    },
  },
  security: {
    csp: {
      directives: [...directives],
      scriptDirective: { resources: [...scriptSources] },
      styleDirective: { resources: [...styleSources] },
    },
  },
  server: { headers },
  devToolbar: { enabled: false },
});
